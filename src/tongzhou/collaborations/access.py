"""Who sees what: the one rule behind every page, list, search, notice and export."""

from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Func
from django.db.models.expressions import RawSQL

from tongzhou.files.access import lies_in
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person


class CaseQuerySet(models.QuerySet[Any]):
    """Collaborations themselves."""

    def visible_to(self, person: Person) -> Self:
        return self if person.is_auditor else self.filter(IsVisible("pk", person))


class OfCaseQuerySet(models.QuerySet[Any]):
    """Rows that belong to a collaboration are visible exactly when it is.

    A subclass names the way to the collaboration in `case_path`.
    """

    case_path = "collaboration"

    def visible_to(self, person: Person) -> Self:
        if person.is_auditor:
            return self
        return self.filter(IsVisible(self.case_path, person))


BELOW = """
SELECT below.id
  FROM org_department AS root
  JOIN org_department AS below
    ON substr(below.path, 1, length(root.path)) = root.path
 WHERE root.id = %s
    OR root.id IN (SELECT department_id FROM org_secondhome WHERE person_id = %s)
    OR root.head_id IN ({people})
    OR root.deputy_id IN ({people})
    OR root.id IN (SELECT department_id FROM org_liaison WHERE person_id IN ({people}))
"""
WITHIN = {"sqlite": f"IN ({BELOW})", "postgresql": f"= ANY (ARRAY({BELOW}))"}
"""The departments are collected once, not once for each collaboration; each engine has its way."""
TAKES_PART = """
case_.visibility <> 'confidential' AND EXISTS (
    SELECT 1 FROM collaborations_party AS party
     WHERE party.collaboration_id = case_.id
       AND (party.is_initiator OR case_.state NOT IN ('draft', 'discarded'))
       AND party.department_id {within})
"""
IS_NAMED = """
EXISTS (SELECT 1 FROM collaborations_named AS named
         WHERE named.collaboration_id = case_.id AND named.person_id IN ({people}))
"""
SENT = "case_.state NOT IN ('draft', 'discarded')"
OPEN_TO_ALL = f"{SENT} AND case_.visibility = 'company'"
EVERYDAY = f"{SENT} AND case_.visibility <> 'confidential'"
OPENED = """
EXISTS (SELECT 1 FROM collaborations_opening AS opening
         WHERE opening.collaboration_id = case_.id AND opening.person_id = %s
           AND opening.ended_at IS NULL)
"""
VISIBLE = f"({{everybody}}) OR ({TAKES_PART}) OR {IS_NAMED}"


@lies_in
class IsVisible(Func):
    """Whether the person sees the collaboration; an auditor, who sees all, never asks.

    Drafts are seen by the initiating department alone; confidential ones by named people and
    whoever they stand for; the rest by the parties, everybody above them, and people named.
    An administrator sees what is not confidential, and what was opened for a reason. Asked row by
    row, because the rows of a page are few and the collaborations many; written in SQL because
    every page asks it several times (docs/performance.md). Only the number of place-holders varies, never a value.
    """

    output_field = models.BooleanField()

    def __init__(self, case: str, person: Person) -> None:
        super().__init__(F(case))
        self.of_itself = case == "pk"
        self.sql, self.params = _rule(person)

    def as_sql(  # type: ignore[override]  # of Func's options none makes sense here
        self, compiler: Any, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = compiler.compile(self.source_expressions[0])
        if self.of_itself:
            return f"({self.sql})".replace("case_.", f"{column.rpartition('.')[0]}."), (
                *params,
                *self.params,
            )
        sql = "SELECT 1 FROM collaborations_collaboration AS case_ WHERE case_.id"
        return f"EXISTS ({sql} = {column} AND ({self.sql}))", (*params, *self.params)


def visible_cases(person: Person) -> RawSQL:
    """The same as keys: for reads that look through everything, such as the search."""
    sql, params = _rule(person)
    return RawSQL(f"SELECT case_.id FROM collaborations_collaboration AS case_ WHERE {sql}", params)  # noqa: S608, S611


def seen_among(person: Person, cases: str) -> tuple[str, list[Any]]:
    """SQL for the keys a person sees out of those that the sub-select `cases` names."""
    rule, params = ("1 = 1", []) if person.is_auditor else _rule(person)
    return (
        f"SELECT case_.id FROM collaborations_collaboration AS case_"  # noqa: S608 — no value in it
        f" WHERE case_.id IN ({cases}) AND ({rule})"
    ), params


def _rule(person: Person) -> tuple[str, list[Any]]:
    people = [_stored(one.pk) for one in stands_for(person)]
    holders = ", ".join(["%s"] * len(people))
    everybody, opened = OPEN_TO_ALL, []
    if person.is_administrator:
        everybody, opened = f"({EVERYDAY}) OR {OPENED}", [people[0]]
    within = WITHIN[connection.vendor].format(people=holders)
    sql = VISIBLE.format(people=holders, everybody=everybody, within=within)
    return sql, [*opened, _stored(person.department_id), people[0], *people * 4]


def _stored(key: UUID) -> UUID | str:
    """As the engine keeps it: SQLite has no UUIDs of its own."""
    return key if connection.features.has_native_uuid_field else key.hex
