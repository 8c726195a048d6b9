"""Everything the plan page shows, asked for at once: a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from babel import Locale
from babel.dates import format_skeleton
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core import clock
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.cells import COLUMNS, Choices
from tongzhou.plans.checker import Facts, Finding, blocking, check
from tongzhou.plans.gantt import Gantt, gantt
from tongzhou.plans.queries.choices import SHOWN, names
from tongzhou.plans.queries.desks import Desk, all_desks
from tongzhou.plans.queries.findings import facts
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import Row
from tongzhou.plans.states import TASK
from tongzhou.ui.formats import day

SHOWN_COLUMNS = (
    "department", "responsible", "accountable", "dates", "buffer_days", "deliverable", "supports",
    "criteria", "waits_for",
)  # fmt: skip
"""The columns behind the name, as the table shows them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row ready to print; `marks` has what is wrong by column, «seal» blocking, «amber» a hint."""

    row: Row
    editable: frozenset[str]
    dates: str
    chip: str
    tone: str
    marks: Mapping[str, str] = field(default_factory=dict)


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


def plan_page(collaboration: Collaboration, person: Person) -> PlanPage:
    rows = table(collaboration.pk)
    known = all_desks()
    seen, speaking = facts(collaboration, rows, among=known)
    found = check(seen)
    leads = initiates(person, collaboration) is not None
    answered = speaking.answered_by(person)
    covered = {row.ask for row in rows}
    lines = _lines(collaboration, person, rows, found, leads=leads, answered=answered)
    may_add = _may_add(seen, answered, leads=leads) if policy.is_open(collaboration) else ()
    strip = gantt(rows, calendar=seen.calendar, today=clock.today())
    return PlanPage(
        lines=lines,
        findings=tuple(found),
        blocking=len(blocking(found)),
        gantt=strip,
        months=tuple(_month(first) for first, _x in strip.months) if strip else (),
        choices=_choices(seen, known, needed=bool(may_add) or any(line.editable for line in lines)),
        may_add=may_add,
        may_lead=leads,
        is_open=policy.is_open(collaboration),
        untaken=any(ask.id not in covered for ask in seen.asks),
    )


def _choices(seen: Facts, known: Sequence[Desk], *, needed: bool) -> Choices:
    paths = [party.path for party in seen.parties]
    return names(paths, most=SHOWN, among=known) if needed else Choices()


def _month(first: date) -> str:
    locale = Locale.parse(to_locale(get_language() or "zh-hans"))
    return format_skeleton("MMM", first, locale=locale)


def _may_add(seen: Facts, answered: set[UUID], *, leads: bool) -> tuple[UUID, ...]:
    return tuple(party.id for party in seen.parties if leads or party.id in answered)


def _lines(
    collaboration: Collaboration,
    person: Person,
    rows: Sequence[Row],
    found: Sequence[Finding],
    *,
    leads: bool,
    answered: set[UUID],
) -> tuple[Line, ...]:
    people = {one.pk for one in stands_for(person)}
    marks = _marks(found)
    full = frozenset(key for key in COLUMNS if policy.is_open(collaboration, key))
    today = clock.today()
    made = []
    for row in rows:
        holds = any(seat.person in people for seat in (*row.responsible, *row.accountable))
        mine = leads or row.department.id in answered or holds
        editable = (full if leads else full - {"department"}) if mine else frozenset()
        made.append(_line(row, editable, marks.get(row.id, {}), today))
    return tuple(made)


def _line(row: Row, editable: frozenset[str], marks: Mapping[str, str], today: date) -> Line:
    chip, tone = _state(row, today)
    return Line(row, editable, between(row.start, row.end), chip, tone, marks)


def _state(row: Row, today: date) -> tuple[str, str]:
    """What the row's chip says, and its tone; nothing while there is nothing to say."""
    state, late = TASK.state(row.state), row.is_late(today)
    if row.state == "in_progress" and row.percent == 100:
        return _("Done, to be handed over"), "moss"
    if row.state == "in_progress":
        return f"{state.label} {row.percent}%", "seal" if late else state.tone
    if row.state == "not_started":
        return (_("Not started"), "seal") if late else ("", "")
    return str(state.label), state.tone


def between(start: date | None, end: date | None) -> str:
    """7月1日 – 7月20日: the year stands once."""
    if not (start and end):
        return f"{day(start)} –" if start else f"– {day(end)}" if end else ""
    last = day(end)
    if start.year == end.year and last.startswith(f"{end.year}年"):
        last = last.removeprefix(f"{end.year}年")
    return f"{day(start)} – {last}"


def _marks(found: Sequence[Finding]) -> dict[UUID, dict[str, str]]:
    marks: dict[UUID, dict[str, str]] = {}
    for finding in reversed(found):
        if finding.task:
            tone = "seal" if finding.blocking else "amber"
            marks.setdefault(finding.task, {})[finding.field] = tone
    return marks
