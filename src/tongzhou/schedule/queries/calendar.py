"""The calendar of one collaboration: its rows, milestones and meetings day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongzhou.collaborations.models import Collaboration, Meeting, Milestone
from tongzhou.core import clock
from tongzhou.org.calendars import bundled
from tongzhou.org.models import CalendarDay, Person
from tongzhou.plans.checker import Finding
from tongzhou.plans.queries.reading import Reading, Summary, read_plan
from tongzhou.plans.rows import Row
from tongzhou.schedule.almanac import (
    DAY,
    MOST,
    SPANS,
    Happening,
    Range,
    Week,
    range_of,
    time_of,
    weeks,
)


@dataclass(frozen=True, eq=False, kw_only=True)
class CalendarPage:
    span: str
    shown: Range
    weeks: tuple[Week, ...]
    lines: tuple[Row, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    blocking: int
    is_open: bool
    may_lead: bool


def calendar_page(
    case: Collaboration,
    person: Person,
    *,
    span: str,
    day: date | None,
    parties: Iterable[UUID] | None = None,
) -> CalendarPage:
    read = read_plan(case, person, parties=parties)
    chosen = span if span in SPANS else "month"
    shown = range_of(day or _where_it_begins(read), chosen)
    return CalendarPage(
        span=chosen,
        shown=shown,
        weeks=weeks(
            read.rows,
            _happenings(case.pk, shown),
            shown,
            calendar=read.seen.calendar,
            names=_holidays(shown),
            today=clock.today(),
            most=MOST[chosen],
        ),
        lines=read.rows,
        summary=read.summary,
        findings=read.findings,
        blocking=read.found.blocking,
        is_open=read.is_open,
        may_lead=read.leads,
    )


def _where_it_begins(read: Reading) -> date:
    """Today, unless the plan is over or has not begun."""
    today = clock.today()
    starts = [row.start for row in read.rows if row.start]
    ends = [row.end for row in read.rows if row.end]
    if starts and min(starts) > today:
        return min(starts)
    return max(ends) if ends and max(ends) < today else today


def _happenings(case: UUID, shown: Range) -> Iterable[Happening]:
    milestones = Milestone.objects.filter(collaboration=case, on__range=(shown.first, shown.last))
    for name, on in milestones.values_list("name", "on"):
        if on:
            yield Happening("milestone", on, name)
    zone = clock.zone()
    meetings = Meeting.objects.filter(collaboration=case).exclude(state="cancelled")
    for meeting in meetings.only("id", "kind", "starts_at"):
        at = meeting.starts_at.astimezone(zone)
        label = meeting.get_kind_display()
        yield Happening("meeting", at.date(), label, time_of(at), meeting.pk)


def _holidays(shown: Range) -> dict[date, str]:
    days = [shown.first + DAY * count for count in range((shown.last - shown.first).days + 1)]
    found = {day: bundled()[day][1] for day in days if day in bundled()}
    own = CalendarDay.objects.filter(day__range=(shown.first, shown.last))
    return found | dict(own.values_list("day", "name"))
