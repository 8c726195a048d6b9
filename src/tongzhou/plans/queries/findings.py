"""The checker's facts for one collaboration: what stands in the database, as values."""

from collections.abc import Sequence

from tongzhou.collaborations.models import Ask, Collaboration, Party
from tongzhou.org.calendars import calendar
from tongzhou.plans.checker import AskFact, Facts, Finding, check
from tongzhou.plans.queries.desks import Desk, Desks, desks
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import DepartmentRef, Row

DEPARTMENT = ("department__id", "department__name", "department__hue", "department__path")


def findings(collaboration: Collaboration) -> list[Finding]:
    """What the checker says about the table as it stands now."""
    return check(facts(collaboration, table(collaboration.pk))[0])


def facts(
    collaboration: Collaboration, rows: Sequence[Row], *, among: Sequence[Desk] | None = None
) -> tuple[Facts, Desks]:
    """What the checker looks at, and who speaks for the departments in it."""
    parties = _parties(collaboration)
    concerned = [*(row.department.id for row in rows), *(party.id for party in parties)]
    speaking = desks(concerned, among=among)
    seen = Facts(
        rows=tuple(rows),
        calendar=calendar(),
        wanted_date=collaboration.wanted_date,
        asks=_asks(collaboration),
        parties=parties,
        initiator=collaboration.department_id,
        heads=speaking.heads,
        liaisons=speaking.liaisons,
    )
    return seen, speaking


def _parties(collaboration: Collaboration) -> tuple[DepartmentRef, ...]:
    rows = Party.objects.filter(collaboration=collaboration).values_list(*DEPARTMENT)
    return tuple(DepartmentRef(*row) for row in rows)


def _asks(collaboration: Collaboration) -> tuple[AskFact, ...]:
    agreed = Ask.objects.filter(collaboration=collaboration, state="agreed")
    rows = agreed.values_list("id", "agreed_what", *DEPARTMENT)
    return tuple(AskFact(key, what, DepartmentRef(*row)) for key, what, *row in rows)
