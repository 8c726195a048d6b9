"""Everything the plan page shows, asked for at once: a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from babel import Locale
from babel.dates import format_skeleton
from django.utils.translation import get_language, to_locale

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.cells import COLUMNS, Choices
from tongzhou.plans.checker import Facts, Finding
from tongzhou.plans.gantt import Gantt, gantt
from tongzhou.plans.queries.choices import SHOWN, names
from tongzhou.plans.queries.desks import Desk, all_desks
from tongzhou.plans.queries.findings import checked, facts
from tongzhou.plans.queries.lines import Line, line
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import Row


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    blocking: int
    gantt: Gantt | None
    months: tuple[str, ...]
    choices: Choices
    may_add: tuple[UUID, ...]
    may_lead: bool
    is_open: bool
    untaken: bool


def plan_page(
    collaboration: Collaboration, person: Person, *, parties: Iterable[UUID] | None = None
) -> PlanPage:
    """`parties` are the departments that take part, where the caller knows them already."""
    rows = table(collaboration.pk)
    known = all_desks()
    seen, speaking = facts(collaboration, rows, among=known, parties=parties)
    found = checked(seen)
    leads = initiates(person, collaboration) is not None
    answered = speaking.answered_by(person)
    editing = _editing(collaboration, person, rows, leads=leads, answered=answered)
    is_open = policy.is_open(collaboration)
    may_add = tuple(one.id for one in seen.parties if is_open and (leads or one.id in answered))
    strip = _strip(seen.rows, seen.calendar, clock.today())
    covered = {row.ask for row in rows}
    return PlanPage(
        lines=tuple(
            line(row, editable, found.marks.get(row.id, ()), seen.calendar)
            for row, editable in zip(rows, editing, strict=True)
        ),
        findings=found.findings,
        blocking=found.blocking,
        gantt=strip,
        months=tuple(_month(first) for first, _x in strip.months) if strip else (),
        choices=_choices(seen, known, needed=bool(may_add) or any(editing)),
        may_add=may_add,
        may_lead=leads,
        is_open=is_open,
        untaken=any(ask.id not in covered for ask in seen.asks),
    )


def _editing(
    collaboration: Collaboration,
    person: Person,
    rows: Sequence[Row],
    *,
    leads: bool,
    answered: set[UUID],
) -> list[frozenset[str]]:
    """By row the columns the person may edit now: `policy.may_edit` for all rows at once."""
    people = {one.pk for one in stands_for(person)}
    whole = frozenset(key for key in COLUMNS if policy.is_open(collaboration, key))
    own = whole if leads else whole - {"department"}
    made = []
    for row in rows:
        holds = any(seat.person in people for seat in (*row.responsible, *row.accountable))
        mine = leads or row.department.id in answered or holds
        made.append(own if mine else frozenset())
    return made


def _choices(seen: Facts, known: Sequence[Desk], *, needed: bool) -> Choices:
    paths = [party.path for party in seen.parties]
    return names(paths, most=SHOWN, among=known) if needed else Choices()


@lru_cache(maxsize=60)
def _strip(rows: tuple[Row, ...], calendar: WorkCalendar, today: date) -> Gantt | None:
    return gantt(rows, calendar=calendar, today=today)


def _month(first: date) -> str:
    locale = Locale.parse(to_locale(get_language() or "zh-hans"))
    return format_skeleton("MMM", first, locale=locale)
