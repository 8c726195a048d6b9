"""Rows of the table ready to print: what is the same for a thousand cells is written once.

A template that decides every attribute of every cell takes four times as long on a hundred rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.checker import Finding
from tongzhou.plans.rows import SEATS, Row
from tongzhou.plans.states import TASK
from tongzhou.ui.formats import day

SHOWN_COLUMNS = (
    "department", "responsible", "accountable", "dates", "buffer_days", "deliverable", "supports",
    "criteria", "waits_for",
)  # fmt: skip
"""The columns behind the name, as the table shows them."""
KINDS = {"buffer_days": "number", "criteria": "long", "deliverable": "long"}
"""The editors that are not a line of text."""
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
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


class Printer:
    """Knows the words and addresses that all rows share."""

    def __init__(self, found: Sequence[Finding], calendar: WorkCalendar) -> None:
        self.today = clock.today()
        self.calendar = calendar
        self.marks = _marks(found)
        self.labels = {key: escape(str(COLUMNS[key].label)) for key in ("name", *SHOWN_COLUMNS)}
        self.cells_url = reverse("task-cells", args=[NOBODY])
        self.edit_url = reverse("edit-task", args=[NOBODY])

    def line(self, row: Row, editable: frozenset[str]) -> Line:
        chip, tone = self._chip(row)
        marks = self.marks.get(row.id, {})
        key = str(row.id)
        return Line(
            row=row,
            url=self.cells_url.replace(str(NOBODY), key) if editable else "",
            edit_url=self.edit_url.replace(str(NOBODY), key),
            dates=between(row.start, row.end),
            workdays=self._workdays(row),
            chip=chip,
            tone=tone,
            td={
                column: self._td(row, column, is_open=column in editable, mark=marks.get(column))
                for column in self.labels
            },
        )

    def _td(self, row: Row, column: str, *, is_open: bool, mark: str | None) -> Markup:
        made = f' data-label="{self.labels[column]}"'
        if is_open:
            value = escape(row.key(column))
            kind = KINDS.get(column, "text")
            made += f' data-field="{column}" data-kind="{kind}" data-value="{value}"'
            if menu := _menu(row, column):
                made += f' data-choices="{menu}"'
        if mark:
            made += f' class="flagged {mark}"'
        return Markup(made)  # noqa: S704 — every part is escaped or a word of this file

    def _workdays(self, row: Row) -> str:
        """From the first day that is worked to the last; empty when both were typed so."""
        if not (row.start and row.end):
            return ""
        start, end = row.start, row.end
        if not self.calendar.is_working_day(start):
            start = self.calendar.next_working_day(start)
        if not self.calendar.is_working_day(end):
            end = self.calendar.add_working_days(end, -1)
        if (start, end) == (row.start, row.end) or start > end:
            return ""
        return between(start, end)

    def _chip(self, row: Row) -> tuple[str, str]:
        """What the row's state has to say, and its tone; nothing while there is nothing to say."""
        state, late = TASK.state(row.state), row.is_late(self.today)
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


def _menu(row: Row, column: str) -> str:
    """Which menu of the page opens in the cell; several people in one cell are typed."""
    if column == "department":
        return "choices-department"
    letter = SEATS.get(column)
    return "choices-person" if letter and len(row.seats.get(letter, ())) < 2 else ""


def _marks(found: Sequence[Finding]) -> dict[UUID, dict[str, str]]:
    """What is wrong by row and column: «seal» blocking, «amber» a hint."""
    marks: dict[UUID, dict[str, str]] = {}
    for finding in reversed(found):
        if finding.task:
            tone = "seal" if finding.blocking else "amber"
            marks.setdefault(finding.task, {})[finding.field] = tone
    return marks
