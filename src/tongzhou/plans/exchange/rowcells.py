"""The cells of one row by the field their column stands for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.plans import cells
from tongzhou.plans.exchange import days, headless
from tongzhou.plans.exchange.found import Column
from tongzhou.plans.exchange.grids import Grid, address, is_filled, written
from tongzhou.plans.exchange.layout import Section
from tongzhou.plans.exchange.people import is_last_first, read_people
from tongzhou.plans.exchange.periods import read_period, taken_as
from tongzhou.plans.exchange.statuses import NOTHING, Status, read_status
from tongzhou.plans.exchange.values import read_number
from tongzhou.plans.workbook.contents import CellError

T = TypeVar("T")
Days = tuple[date | None, date | None]
UNIT = re.compile(r"(?:部|部门|科|课|課|室|处|组|中心|dept\.?|team)$", re.IGNORECASE)


@dataclass
class RowCells:
    """What was wrong gathers in `errors`, what was guessed in `hints`."""

    grid: Grid
    section: Section
    year: int | None
    errors: list[CellError] = field(default_factory=list)
    hints: list[CellError] = field(default_factory=list)
    day: date | None = None
    """What the line above the table says: the day of rows that have none of their own."""

    def __post_init__(self) -> None:
        self.by_field: dict[str, list[Column]] = {}
        for one in self.section.columns:
            if one.field:
                self.by_field.setdefault(one.field, []).append(one)
        self._part_department_and_person()
        self.periods = headless.periods(self.section.columns, self.year)
        self.last_first = is_last_first(self._texts("people"))

    def _texts(self, name: str) -> list[str]:
        columns = self.by_field.get(name, [])
        return [self.grid.text(row, one.at) for row in self.section.rows for one in columns]

    def _part_department_and_person(self) -> None:
        """«担当者» over two columns: the department in the first, its person in the second."""
        people, titled = self.by_field.get("people", []), {one.at for one in self.section.columns}
        if not people or "department" in self.by_field or people[0].at + 1 in titled:
            return
        units = [text for text in self._texts("people") if text]
        beside = people[0].at + 1
        used = any(is_filled(self.grid.value(row, beside)) for row in self.section.rows)
        if used and units and sum(bool(UNIT.search(one)) for one in units) >= 0.8 * len(units):
            self.by_field["department"] = people
            self.by_field["people"] = [Column(beside, people[0].title, "people")]

    def text(self, name: str, row: int) -> str:
        """«无» says that there is nothing; a merged cell speaks for all rows it covers."""
        found = self.by_field.get(name)
        if not found:
            return ""
        text = written(self.grid.spread(row, found[0].at))
        return "" if cells.plain(text) in cells.NONE else text

    def texts(self, name: str, row: int) -> str:
        parts = [written(self.grid.value(row, one.at)) for one in self.by_field.get(name, ())]
        return "；".join(part for part in parts if cells.plain(part) not in cells.NONE)

    def people(self, name: str, row: int) -> tuple[str, ...]:
        text = self.text(name, row)
        return (text,) if text and name == "people" and self.last_first else read_people(text)

    def take(self, name: str, row: int, read: Callable[[Any], T], default: T) -> T:
        found = self.by_field.get(name)
        return self.read(row, found[0], read, default) if found else default

    def read(self, row: int, column: Column, read: Callable[[Any], T], default: T) -> T:
        """The value as `read` understands it; otherwise the complaint is kept at the cell."""
        value = self.grid.spread(row, column.at)
        if not is_filled(value):
            return default
        try:
            return read(value)
        except Invalid as wrong:
            where = address(*self.grid.origin(row, column.at))
            self.errors.append(CellError(self.grid.name, where, wrong.sentence))
            return default

    def read_day(self, value: Any) -> date | None:
        return days.read_day(value, year=self.year)

    def edge(self, name: str, row: int, near: date | None = None) -> date | None:
        """A day; of «7月上旬» the first for a start and the last for an end, said as a guess."""

        def read(value: Any) -> date | None:
            try:
                return self.read_day(value)
            except Invalid:
                if (period := read_period(value, year=self.year, near=near)) is None:
                    raise
                day = period[name == "end"]
                self._guessed(row, column, value, (day,))
                return day

        found = self.by_field.get(name)
        column = found[0] if found else Column(0, "")
        return self.read(row, column, read, None) if found else None

    def _both_edges(self, row: int) -> Days:
        def read(value: Any) -> Days:
            try:
                return days.read_days(value, year=self.year)
            except Invalid:
                if (period := read_period(value, year=self.year)) is None:
                    raise
                self._guessed(row, column, value, period)
                return period

        found = self.by_field.get("dates")
        column = found[0] if found else Column(0, "")
        neither: Days = (None, None)
        return self.read(row, column, read, neither) if found else neither

    def _guessed(self, row: int, column: Column, value: Any, taken: tuple[date, ...]) -> None:
        where = address(*self.grid.origin(row, column.at))
        self.hints.append(taken_as(self.grid.name, where, written(value), taken))

    def dates(self, row: int) -> Days:
        """From columns of start and end, from one of both, from a duration, from the title."""
        first, last = self._both_edges(row)
        start = self.edge("start", row) or first
        end = self.edge("end", row, start) or last
        duration = self.take("duration", row, read_number, None)
        if start and not end and duration:
            end = days.last_day(start, duration)
        day = self.take("day", row, self.read_day, None) or self.day
        if not (start or end) and (found := headless.ticked(self.grid, row, self.periods)):
            return found
        if not (start or end):
            start = end = day
        return self.in_order(row, start, end)

    def in_order(
        self, row: int, start: date | None, end: date | None, column: Column | None = None
    ) -> Days:
        if not (start and end and end < start):
            return start, end
        places = [one[0] for name in ("end", "dates", "start") if (one := self.by_field.get(name))]
        at = (column or places[0]).at if column or places else 0
        facts = {"start": start.isoformat(), "end": end.isoformat()}
        sentence = _("The end (%(end)s) is before the start (%(start)s).") % facts
        self.errors.append(CellError(self.grid.name, address(row, at), sentence))
        return start, None

    def status(self, row: int) -> Status:
        """The words and the percentage together; a task with a real end is done."""
        said, share = self._said("status", row), self._said("percent", row)
        if share is not NOTHING and share.kind != "unknown" and said.kind != "dropped":
            return Status(share.kind, share.percent, said.text or share.text, held=said.held)
        if said is NOTHING and self.take("actual_end", row, self.read_day, None):
            return Status("done", 100)
        if said is NOTHING and self.take("actual_start", row, self.read_day, None):
            return Status("some", 0)
        return said

    def _said(self, name: str, row: int) -> Status:
        found = self.by_field.get(name)
        if not found:
            return NOTHING
        status = read_status(self.grid.spread(row, found[0].at))
        sentence = None
        if status.kind == "unknown":
            sentence = _("“%(text)s” is no state we know; it is kept as a remark.")
        elif status.estimated:
            sentence = _("“%(text)s” is taken as %(percent)s%%.")
        if sentence is not None:
            where = address(*self.grid.origin(row, found[0].at))
            facts = {"text": status.text[:20], "percent": status.percent}
            self.hints.append(CellError(self.grid.name, where, sentence % facts))
        return status
