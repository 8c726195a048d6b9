"""Rows of the table ready to print: what is the same for a thousand cells is written once.

A template that decides every attribute of every cell takes four times as long on a hundred rows.
Lines are remembered by what stands in them: a table of which one row changed prints one row anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.rows import SEATS, Row
from tongzhou.plans.states import TASK
from tongzhou.ui.addresses import address
from tongzhou.ui.formats import day

SHOWN_COLUMNS = (
    "department", "responsible", "accountable", "dates", "buffer_days", "deliverable", "supports",
    "criteria", "waits_for",
)  # fmt: skip
"""The columns behind the name, as the table shows them."""
KINDS = {
    "department": "department", "buffer_days": "number", "criteria": "long", "deliverable": "long",
}  # fmt: skip
"""The editors that are not a line of text."""
Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """`td` has the attributes of every shown cell; `url` is empty when nothing may be edited.

    `workdays` are the dates in effect where a typed one falls on a day off.
    """

    row: Row
    url: str
    edit_url: str
    dates: str
    workdays: str
    chip: str
    tone: str
    td: Mapping[str, Markup]


def line(row: Row, editable: frozenset[str], marks: Marks, calendar: WorkCalendar) -> Line:
    """What the checker marks in the row as column and tone."""
    return _line(get_language(), clock.today(), row, editable, marks, calendar)


@lru_cache(maxsize=6_000)
def _line(
    language: str,
    today: date,
    row: Row,
    editable: frozenset[str],
    marks: Marks,
    calendar: WorkCalendar,
) -> Line:
    chip, tone = _chip(row, today)
    marked = dict(marks)
    return Line(
        row=row,
        url=address("task-cells", row.id) if editable else "",
        edit_url=address("edit-task", row.id),
        dates=between(row.start, row.end),
        workdays=_workdays(row, calendar),
        chip=chip,
        tone=tone,
        td={
            column: _td(row, column, label, is_open=column in editable, mark=marked.get(column))
            for column, label in _labels(language)
        },
    )


@cache
def _labels(_language: str) -> tuple[tuple[str, Markup], ...]:
    return tuple((key, escape(str(COLUMNS[key].label))) for key in ("name", *SHOWN_COLUMNS))


def _td(row: Row, column: str, label: Markup, *, is_open: bool, mark: str | None) -> Markup:
    made = f' data-label="{label}"'
    if is_open:
        value = escape(row.key(column))
        made += f' data-field="{column}" data-value="{value}"'
        if kind := _kind(row, column):
            made += f' data-kind="{kind}"'
    if mark:
        made += f' class="flagged {mark}"'
    return Markup(made)  # noqa: S704 — every part is escaped or a word of this file


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


def _kind(row: Row, column: str) -> str:
    """The editor that opens in the cell; several people in one cell are typed."""
    letter = SEATS.get(column)
    if letter:
        return "person" if len(row.seats.get(letter, ())) < 2 else ""
    return KINDS.get(column, "")
