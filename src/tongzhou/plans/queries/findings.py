"""The checker's facts for one collaboration: what stands in the database, as values."""

from collections.abc import Sequence
from uuid import UUID

from tongzhou.collaborations.models import Ask, Collaboration, Party
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Liaison
from tongzhou.plans.checker import AskFact, Candidate, Facts, Finding, check
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import DepartmentRef, Row

DEPARTMENT = ("department__id", "department__name", "department__hue", "department__path")


def findings(collaboration: Collaboration) -> list[Finding]:
    """What the checker says about the table as it stands now."""
    return check(facts(collaboration, table(collaboration.pk)))


def facts(collaboration: Collaboration, rows: Sequence[Row]) -> Facts:
    parties = _parties(collaboration)
    concerned = {row.department.id for row in rows} | {party.id for party in parties}
    return Facts(
        rows=tuple(rows),
        calendar=calendar(),
        wanted_date=collaboration.wanted_date,
        asks=_asks(collaboration),
        parties=parties,
        initiator=collaboration.department_id,
        heads=_heads(concerned),
        liaisons=_liaisons(concerned),
    )


def _parties(collaboration: Collaboration) -> tuple[DepartmentRef, ...]:
    rows = Party.objects.filter(collaboration=collaboration).values_list(*DEPARTMENT)
    return tuple(DepartmentRef(*row) for row in rows)


def _asks(collaboration: Collaboration) -> tuple[AskFact, ...]:
    agreed = Ask.objects.filter(collaboration=collaboration, state="agreed")
    rows = agreed.values_list("id", "agreed_what", *DEPARTMENT)
    return tuple(AskFact(key, what, DepartmentRef(*row)) for key, what, *row in rows)


def _heads(departments: set[UUID]) -> dict[UUID, Candidate]:
    rows = Department.objects.filter(pk__in=departments, head__is_active=True)
    return {
        key: Candidate(head, name)
        for key, head, name in rows.values_list("id", "head", "head__name")
    }


def _liaisons(departments: set[UUID]) -> dict[UUID, Candidate]:
    rows = Liaison.objects.filter(department__in=departments, person__is_active=True)
    found: dict[UUID, Candidate] = {}
    for key, person, name in rows.values_list("department", "person", "person__name"):
        found.setdefault(key, Candidate(person, name))
    return found
