"""Rows of the table ready to print: what is the same for a thousand cells is written once.

A template that decides every attribute of every cell takes four times as long on a hundred rows.
Lines are remembered by what stands in them: a table of which one row changed prints one row anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.queries.arranging import working_days
from tongzhou.plans.rows import SEATS, Row
from tongzhou.plans.states import TASK
from tongzhou.ui.addresses import address
from tongzhou.ui.formats import day

Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """`td` has the attributes of the cells that need some; `code` names the set of columns one may

    edit, empty when none. `workdays` are the dates in effect where a typed one falls on a day off;
    `is_estimated` where they are counted without the public holidays of a year to come; `would_end`
    the day a clause that is still open would move the end to.
    """

    row: Row
    code: str
    edit_url: str
    dates: str
    workdays: str
    is_estimated: bool
    would_end: str
    days: int | None
    chip: str
    tone: str
    td: Mapping[str, Markup]


def line(
    row: Row, code: str, marks: Marks, calendar: WorkCalendar, would_end: date | None = None
) -> Line:
    """What the checker marks in the row as column and tone."""
    return _line(get_language(), clock.today(), row, code, marks, calendar, would_end)


@lru_cache(maxsize=6_000)
def _line(
    _language: str,
    today: date,
    row: Row,
    code: str,
    marks: Marks,
    calendar: WorkCalendar,
    would_end: date | None,
) -> Line:
    chip, tone = _chip(row, today)
    return Line(
        row=row,
        code=code,
        edit_url=address("edit-task", row.id),
        dates=between(row.start, row.end),
        workdays=_workdays(row, calendar),
        is_estimated=bool(unpublished([row], calendar, today)),
        would_end=day(would_end) if would_end else "",
        days=working_days(row, calendar),
        chip=chip,
        tone=tone,
        td=_attributes(row, dict(marks)),
    )


def _attributes(row: Row, marks: Mapping[str, str]) -> dict[str, Markup]:
    """`data-v` is what would be typed into the cell, where that is not what it shows."""
    made = {"dates": f' data-v="{escape(row.text("dates"))}"'} if row.start or row.end else {}
    for column, letter in SEATS.items():
        if any(seat.title for seat in row.seats.get(letter, ())):
            made[column] = f' data-v="{escape(row.text(column))}"'
    for column, tone in marks.items():
        shown = "dates" if column in ("start", "end") else column
        made[shown] = f'{made.get(shown, "")} class="flagged {tone}"'
    return {column: Markup(text) for column, text in made.items()}  # noqa: S704 — escaped above


def _workdays(row: Row, calendar: WorkCalendar) -> str:
    """From the first day that is worked to the last; empty when both were typed so."""
    if not (row.start and row.end):
        return ""
    start, end = row.start, row.end
    if not calendar.is_working_day(start):
        start = calendar.next_working_day(start)
    if not calendar.is_working_day(end):
        end = calendar.add_working_days(end, -1)
    if (start, end) == (row.start, row.end) or start > end:
        return ""
    return between(start, end)


def unpublished(rows: Iterable[Row], calendar: WorkCalendar, today: date) -> tuple[int, ...]:
    """Years to come in which the rows lie and whose public holidays nobody knows yet."""
    years = {day.year for row in rows for day in (row.start, row.end) if day}
    ahead = (year for year in years if year >= today.year)
    return tuple(sorted(year for year in ahead if not calendar.is_published(year)))


def _chip(row: Row, today: date) -> tuple[str, str]:
    """What the row's state has to say, and its tone; nothing while there is nothing to say."""
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
