"""The checker's facts for one collaboration: what stands in the database, as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language

from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.org.calendars import calendar
from tongzhou.plans import policy
from tongzhou.plans.checker import Facts, Finding, blocking, check
from tongzhou.plans.queries import surroundings
from tongzhou.plans.queries.desks import Desk, Desks, all_desks, desks
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import Row


@dataclass(frozen=True, eq=False)
class Checked:
    """What the checker says; `marks` are column and tone by row: «seal» blocking, «amber» a hint."""

    findings: tuple[Finding, ...]
    blocking: int
    marks: dict[UUID, tuple[tuple[str, str], ...]]


def findings(collaboration: Collaboration) -> tuple[Finding, ...]:
    """What the checker says about the table as it stands now."""
    return checked(facts(collaboration, table(collaboration.pk))[0]).findings


def checked(seen: Facts) -> Checked:
    """Of equal facts the same is said: a table that nobody changed is not checked again."""
    return _checked(get_language(), seen)


@lru_cache(maxsize=60)
def _checked(_language: str, seen: Facts) -> Checked:
    found = tuple(check(seen))
    marks: dict[UUID, dict[str, str]] = {}
    for finding in reversed(found):
        if finding.task:
            tone = "seal" if finding.blocking else "amber"
            marks.setdefault(finding.task, {})[finding.field] = tone
    by_row = {task: tuple(columns.items()) for task, columns in marks.items()}
    return Checked(found, len(blocking(found)), by_row)


def facts(
    collaboration: Collaboration,
    rows: Sequence[Row],
    *,
    among: Sequence[Desk] | None = None,
    parties: Iterable[UUID] | None = None,
) -> tuple[Facts, Desks]:
    """What the checker looks at, and who speaks for the departments in it.

    `among` are all departments, `parties` those that take part, where the caller knows them.
    """
    known = {desk.id: desk for desk in (all_desks() if among is None else among)}
    keys = _parties(collaboration) if parties is None else parties
    taking_part = tuple(known[key].ref for key in keys)
    concerned = [*(row.department.id for row in rows), *(party.id for party in taking_part)]
    speaking = desks(concerned, among=known.values())
    agreed, waiting = surroundings.asks(collaboration.pk, known)
    # Once it is signed, who is away or full elsewhere is no longer a question of dividing.
    carried = rows if policy.is_open(collaboration) else ()
    loads, hours = surroundings.loads(collaboration.pk, carried)
    seen = Facts(
        rows=tuple(rows),
        calendar=calendar(),
        wanted_date=collaboration.wanted_date,
        asks=tuple(agreed),
        unanswered=tuple(waiting),
        resources=tuple(surroundings.resources(collaboration, known.values())),
        parties=taking_part,
        initiator=collaboration.department_id,
        heads=speaking.heads,
        liaisons=speaking.liaisons,
        dissolved=surroundings.dissolved(rows, known),
        absences=surroundings.absences(carried),
        loads=tuple(loads),
        hours=hours,
    )
    return seen, speaking


def _parties(collaboration: Collaboration) -> Iterable[UUID]:
    rows = Party.objects.filter(collaboration=collaboration)
    return rows.values_list("department", flat=True)
