"""Weeks of a calendar: which bars run through them, what happens on a day. No ORM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.queries.lines import between
from tongzhou.plans.rows import Row

DAY = timedelta(days=1)
WEEK = 7
SPANS = ("month", "week")
MOST = {"month": 6, "week": 60}
"""Bars shown in one week; the week itself shows the others."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A milestone or a meeting: something of one day."""

    kind: str
    on: date
    name: str
    time: str = ""
    meeting: UUID | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    kind: str
    name: str
    is_inside: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a row that lies in one week: from `column` (1 is Monday) over `wide` days."""

    row: Row
    column: int
    wide: int
    begins: bool
    ends: bool
    dates: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Week:
    days: tuple[Day, ...]
    stretches: tuple[Stretch, ...]
    happenings: tuple[tuple[int, Happening], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Range:
    """What is in view: from a Monday to a Sunday; `inside` are the days that were asked for."""

    first: date
    last: date
    inside: tuple[date, date]
    before: date
    after: date


def range_of(day: date, span: str) -> Range:
    if span == "week":
        monday = day - DAY * day.weekday()
        sunday = monday + DAY * 6
        return Range(monday, sunday, (monday, sunday), monday - DAY * WEEK, monday + DAY * WEEK)
    first = day.replace(day=1)
    after = (first + DAY * 31).replace(day=1)
    last = after - DAY
    end = last + DAY * (6 - last.weekday())
    before = (first - DAY).replace(day=1)
    return Range(first - DAY * first.weekday(), end, (first, last), before, after)


def weeks(
    rows: Sequence[Row],
    happenings: Iterable[Happening],
    shown: Range,
    *,
    calendar: WorkCalendar,
    names: dict[date, str],
    today: date,
    most: int,
) -> tuple[Week, ...]:
    """`names` are the holidays by day."""
    listed = sorted(happenings, key=lambda one: (one.on, one.time))
    made = []
    for count in range((shown.last - shown.first).days // WEEK + 1):
        monday = shown.first + DAY * WEEK * count
        days = [monday + DAY * place for place in range(WEEK)]
        found = [_stretch(row, monday, today) for row in rows if _runs_through(row, monday)]
        found.sort(key=lambda one: (one.column, -one.wide, one.row.number))
        made.append(
            Week(
                days=tuple(_day(day, shown, calendar, names, today) for day in days),
                stretches=tuple(found[:most]),
                happenings=tuple((one.on.weekday() + 1, one) for one in listed if one.on in days),
                more=max(len(found) - most, 0),
            )
        )
    return tuple(made)


def _runs_through(row: Row, monday: date) -> bool:
    first, last = row.start or row.end, row.end or row.start
    return bool(first and last and first <= monday + DAY * 6 and last >= monday)


def _stretch(row: Row, monday: date, today: date) -> Stretch:
    first, last = row.start or row.end or monday, row.end or row.start or monday
    begin, end = max(first, monday), min(last, monday + DAY * 6)
    return Stretch(
        row=row,
        column=begin.weekday() + 1,
        wide=(end - begin).days + 1,
        begins=begin == first,
        ends=end == last,
        dates=between(row.start, row.end),
        is_late=row.is_late(today),
    )


def _day(
    day: date, shown: Range, calendar: WorkCalendar, names: dict[date, str], today: date
) -> Day:
    known = calendar.days.get(day)
    if calendar.is_working_day(day):
        kind = "makeup" if day.weekday() > 4 else ""
    else:
        kind = "off" if known is None else "holiday"
    inside = shown.inside[0] <= day <= shown.inside[1]
    return Day(day, kind, names.get(day, ""), inside, day == today)


def time_of(moment: datetime) -> str:
    return f"{moment:%H:%M}"
