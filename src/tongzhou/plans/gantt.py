"""The strip under the division table as numbers: where each bar stands, in percent of the width."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.rows import Row

DAY = timedelta(days=1)
SHADED = 130
"""A longer strip shows no days off: they would be thinner than a pixel."""


@dataclass(frozen=True, slots=True)
class Span:
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """`done` is the finished part, `buffer` the reserve behind the end."""

    row: Row
    whole: Span
    done: Span
    buffer: Span | None
    is_late: bool


@dataclass(frozen=True, eq=False, slots=True)
class Gantt:
    """`months` are the first days of months with where they begin; `off` the days nobody works."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[date, str], ...]
    off: tuple[Span, ...]
    today: str | None


def gantt(rows: Sequence[Row], *, calendar: WorkCalendar, today: date) -> Gantt | None:
    """None when no row has both dates."""
    dated = [row for row in rows if row.start and row.end]
    if not dated:
        return None
    ends = [_buffered(row, calendar) for row in dated]
    first = min(row.start for row in dated if row.start).replace(day=1)
    scale = _Scale(first, _last_of_month(max(ends)))
    bars = tuple(_bar(row, end, scale, today=today) for row, end in zip(dated, ends, strict=True))
    off = scale.days() if scale.length <= SHADED else ()
    return Gantt(
        bars=bars,
        months=tuple((day, scale.at(day)) for day in scale.months()),
        off=tuple(scale.span(day, day) for day in off if not calendar.is_working_day(day)),
        today=scale.at(today) if scale.first <= today <= scale.last else None,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date) -> str:
        return f"{100 * (day - self.first).days / self.length:.2f}%"

    def span(self, start: date, end: date) -> Span:
        return Span(self.at(start), f"{100 * max((end - start).days + 1, 0) / self.length:.2f}%")

    def days(self) -> Sequence[date]:
        return [self.first + DAY * count for count in range(self.length)]

    def months(self) -> Sequence[date]:
        found = [self.first]
        while (following := _last_of_month(found[-1]) + DAY) <= self.last:
            found.append(following)
        return found[:: max(1, len(found) // 12)]


def _bar(row: Row, buffered: date, scale: _Scale, *, today: date) -> Bar:
    assert row.start
    assert row.end
    days = (row.end - row.start).days + 1
    whole = scale.span(row.start, row.end)
    done = f"{days * row.percent / scale.length:.2f}%"
    behind = row.end + DAY
    buffer = scale.span(behind, buffered) if buffered > row.end else None
    return Bar(row, whole, Span(whole.x, done), buffer, row.is_late(today))


def _buffered(row: Row, calendar: WorkCalendar) -> date:
    assert row.end
    return calendar.add_working_days(row.end, row.buffer_days)


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
