"""One row of the chart: its bar, what is done, the buffer behind it, what was signed."""

from dataclasses import dataclass
from datetime import date

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.rows import Row
from tongzhou.plans.slack import used_buffer
from tongzhou.schedule.gantt.axis import DAY, Axis

ROW = 38
"""Pixels from one row to the next."""
HEAD = 44
Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Span:
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """`spent` is the part of the buffer that is used up; `signed` where the bar stood when signed.

    `maybe` is how much further it would reach if a clause came true.

    A row of one day without effort is a milestone.
    """

    whole: Span
    done: float
    buffer: Span | None
    spent: float
    signed: Span | None
    is_late: bool
    is_milestone: bool
    maybe: Span | None = None


def bar(
    row: Row,
    axis: Axis,
    calendar: WorkCalendar,
    *,
    today: date,
    signed: Dates | None = None,
    until: date | None = None,
) -> Bar | None:
    """None where one of the dates is missing."""
    if not (row.start and row.end):
        return None
    whole = _span(axis, row.start, row.end)
    buffer, spent = _buffer(row, axis, calendar, today)
    return Bar(
        whole=whole,
        done=round(whole.width * row.percent / 100, 1),
        buffer=buffer,
        spent=spent,
        signed=_span(axis, *signed) if signed else None,
        is_late=row.is_late(today),
        is_milestone=row.start == row.end and row.effort_days == 0,
        maybe=_span(axis, row.end + DAY, until) if until and until > row.end else None,
    )


def last_day(row: Row, calendar: WorkCalendar) -> date | None:
    """Where the drawing of the row ends: behind its buffer."""
    return row.end and calendar.add_working_days(row.end, row.buffer_days)


def _span(axis: Axis, start: date, end: date) -> Span:
    return Span(axis.at(start), axis.wide(start, end))


def _buffer(row: Row, axis: Axis, calendar: WorkCalendar, today: date) -> tuple[Span | None, float]:
    last = last_day(row, calendar)
    assert row.end
    if not last or last <= row.end:
        return None, 0
    used = min(used_buffer(row, calendar, today), row.buffer_days)
    until = calendar.add_working_days(row.end, used)
    spent = axis.wide(row.end + DAY, until) if used else 0
    return _span(axis, row.end + DAY, last), spent
