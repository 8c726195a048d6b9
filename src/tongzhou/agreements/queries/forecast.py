"""The clauses that have not ended, and where the rows they speak of would come to stand."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.agreements.asked import Values
from tongzhou.agreements.models import Provision
from tongzhou.agreements.provisions.effects import asked_by
from tongzhou.agreements.provisions.vocabulary import CHANGES_ROWS, Said, people_in
from tongzhou.agreements.provisions.wording import clause_text
from tongzhou.agreements.reading import Names
from tongzhou.collaborations.queries.foreseen import Foreseen, Move, Planned, Rows
from tongzhou.core.prepared import Prepared
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.ui.formats import iso


def foreseen(case: UUID, rows: Rows | None) -> list[Foreseen]:
    """Where `rows` are given, only the clauses that act upon rows."""
    contents: list[Said] = _open_clauses(case)
    if rows is not None:
        contents = [one for one in contents if one["then"]["kind"] in CHANGES_ROWS]
    if not contents:
        return []
    known = _planned(case) if rows is None else rows
    people = people_in(contents)
    named = Person.objects.filter(pk__in=people).order_by().values_list("pk", "name")
    names = Names(
        people={str(key): name for key, name in named} if people else {},
        titles={str(key): one.name for key, one in known.items()},
    )
    return [_foreseen(one, known, names) for one in contents]


@Prepared
def _open_clauses(case: UUID) -> QuerySet[Provision, Any]:
    standing = Provision.objects.filter(collaboration=case, removed_at=None, kind="clause")
    return standing.filter(firing=None).order_by("id").values_list("content", flat=True)


def _planned(case: UUID) -> dict[UUID, Planned]:
    rows = Task.objects.standing().filter(collaboration=case).order_by()
    found = rows.values_list("pk", "name", "start", "end", "state")
    return {key: Planned(name, start, end, state) for key, name, start, end, state in found}


def _foreseen(content: Said, rows: Rows, names: Names) -> Foreseen:
    """By the same reckoning as the clause will be carried out."""
    dates = {key: {"start": iso(one.start), "end": iso(one.end)} for key, one in rows.items()}
    states = {key: one.state for key, one in rows.items()}
    asked = asked_by(content["then"], dates, states, calendar())
    return Foreseen(
        clause_text(content, names),
        moves=tuple(_moves(asked.rows, rows)),
        leaving=tuple(rows[key].name for key in asked.dropped),
    )


def _moves(asked: Mapping[UUID, Values], rows: Rows) -> Iterator[Move]:
    for key, said in asked.items():
        end = rows[key].end
        if end and "end" in said:
            yield Move(key, rows[key].name, end, date.fromisoformat(said["end"]))
