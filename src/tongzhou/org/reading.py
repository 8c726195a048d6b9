"""Prepared reads of what a person sees."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared, PreparedCount, PreparedSql
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person

Build = Callable[..., QuerySet[Any, Any]]


def read_by(build: Build) -> Callable[..., list[Any]]:
    """A prepared read whose first argument is the reader; only what `visible_to` looks at counts."""
    ask = Prepared(_for_a_stand_in(build))
    return lambda person, *arguments: ask(*_facts(person), *arguments)


JOURNAL = "(SELECT seq FROM journal_head WHERE id = 1)"
"""What is shown stands there: whoever listens for news later says so (live)."""


class counted_by:  # noqa: N801 — a decorator
    """How many rows there are instead of the rows."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.ask = PreparedCount(_for_a_stand_in(build))

    def __call__(self, person: Person, *arguments: Any) -> int:
        found: int = self.ask(*_facts(person), *arguments)
        return found


def counted_together(*counts: counted_by) -> Callable[[Person], list[int]]:
    """Several counts of one reader in one question; the last number is how far the journal is."""
    asks = [sql_by(count.build) for count in counts]

    def counted(person: Person) -> list[int]:
        parts = [ask(person) or ("SELECT 1 WHERE 1 = 0", []) for ask in asks]
        numbers = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _params in parts)  # noqa: S608 — no value in it
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {numbers}, {JOURNAL}", [one for _sql, params in parts for one in params]
            )
            return list(cursor.fetchone())

    return counted


def sql_by(build: Build) -> Callable[..., tuple[str, list[Any]] | None]:
    ask = PreparedSql(_for_a_stand_in(build))
    return lambda person, *arguments: ask(*_facts(person), *arguments)


def _facts(person: Person) -> tuple[Any, ...]:
    people = tuple(one.pk for one in stands_for(person))
    return bool(person.is_auditor), bool(person.is_administrator), person.department_id, people


def _for_a_stand_in(build: Build) -> Build:
    """The reader while the SQL is written: nobody, with the rights of somebody."""

    def built(
        is_auditor: bool,  # noqa: FBT001
        is_administrator: bool,  # noqa: FBT001
        department: UUID,
        people: tuple[UUID, ...],
        *arguments: Any,
    ) -> QuerySet[Any, Any]:
        person = Person(
            pk=people[0], department_id=department, is_auditor=is_auditor,
            is_administrator=is_administrator,
        )  # fmt: skip
        person.memo = {"stands_for": [person, *(Person(pk=pk) for pk in people[1:])]}
        return build(person, *arguments)

    return built
