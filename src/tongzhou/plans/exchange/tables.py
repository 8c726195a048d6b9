"""Rows below headings become tasks; every cell that cannot be read is named."""

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from tongzhou.plans.cells import is_own
from tongzhou.plans.exchange import days, headless
from tongzhou.plans.exchange.found import Block, Line
from tongzhou.plans.exchange.grids import address, is_filled, written
from tongzhou.plans.exchange.layout import PLANNED, REAL
from tongzhou.plans.exchange.rowcells import UNIT, RowCells
from tongzhou.plans.exchange.values import (
    read_buffer,
    read_criteria,
    read_number,
    read_waits,
)
from tongzhou.plans.workbook.contents import CellError

SAMPLES = 3
LONGEST_UNIT = 12
NOT_TASKS = ("合计", "总计", "小计", "注意", "总结", "total", "grand total", "subtotal")
_SIGNED = re.compile(
    r"(?:编制|編製|制表|製表|填表|审核|審核|核准|批准)(?:人|单位|單位|日期)?\s*[:：]"
)
"""Who made and who checked the sheet, below its table."""
MORE = ("people", "department", "start", "end", "dates", "day")


@dataclass
class TableReader(RowCells):
    """Reads one section into a block of tasks."""

    levels: dict[int, str] = field(default_factory=dict)
    """By column what the current row is part of."""
    part: str = ""
    """What a line between the rows calls those below it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        groups = [
            one.group
            for one in self.section.columns
            if one.group and one.field in ("start", "end")
            and not one.group.lower().startswith((*PLANNED, *REAL))
        ]  # fmt: skip
        self.stages = list(dict.fromkeys(groups)) if len(set(groups)) > 1 else []

    def block(self) -> Block:
        section = self.section
        if section.title:
            self._read_title()
        block = Block(self.grid.name, section.header, section.columns, section.title, self.day)
        block.samples = self._samples()
        parts = headless.parts(self.grid, section.rows)
        for row in section.rows:
            if row in parts:
                self._begin_part(row, parts[row])
            else:
                block.lines += self._lines(row, block)
        return block

    def _begin_part(self, row: int, text: str) -> None:
        self.part = text
        sentence = _("“%(text)s” is taken as the heading of the rows below it.")
        where = address(row, self.grid.filled(row)[0])
        self.hints.append(CellError(self.grid.name, where, sentence % {"text": text[:40]}))

    def _read_title(self) -> None:
        title = self.section.title
        self.day = days.day_inside(title, year=self.year)
        if self.day is None and days.is_dated_title(title) and self.section.title_at:
            text = _("“%(text)s” names no day that exists.") % {"text": title[:40]}
            where = address(*self.section.title_at)
            self.hints.append(CellError(self.grid.name, where, text))

    @property
    def home(self) -> str:
        """«销售部» above a table that names no department: all of it is theirs."""
        title = self.section.title
        is_unit = len(title) <= LONGEST_UNIT and UNIT.search(title)
        return title if is_unit and "department" not in self.by_field else ""

    def _samples(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(self.grid.text(row, one.at)[:40] for one in self.section.columns)
            for row in self.section.rows[:SAMPLES]
        )

    def _lines(self, row: int, block: Block) -> list[Line]:
        name, group = self._name(row)
        if not name:
            self._join_people(row, block)
            return []
        line = self._line(row, name, group)
        if self.stages:
            return [one for stage in self.stages for one in self._of_stage(row, line, stage)]
        return [line] if _is_task(line) else []

    def _name(self, row: int) -> tuple[str, str]:
        """The task and what it is part of; a level that is blank goes on as it was above."""
        named, levels = self.by_field.get("name", []), self.by_field.get("group", [])
        self._go_down(row)
        above = [self.levels[one.at] for one in levels if one.at in self.levels]
        if named and (text := self.grid.text(row, named[0].at)):
            return text, " / ".join(above)
        if named and not (above and self._has_more(row)):
            return "", ""
        if named:
            return above[-1], " / ".join(above[:-1])
        own = [self.grid.text(row, one.at) for one in levels]
        deepest = next((text for text in reversed(own) if text), "")
        return deepest, " / ".join(text for text in above if text != deepest)

    def _go_down(self, row: int) -> None:
        levels = self.by_field.get("group", [])
        for number, one in enumerate(levels):
            text = written(self.grid.spread(row, one.at))
            if text and text != self.levels.get(one.at):
                self.levels[one.at] = text
                for deeper in levels[number + 1 :]:
                    self.levels.pop(deeper.at, None)

    def _has_more(self, row: int) -> bool:
        """Somebody or some day stands in a row whose own description is blank."""
        places = [one.at for kind in MORE for one in self.by_field.get(kind, ())]
        return any(is_filled(self.grid.value(row, at)) for at in places)

    def _join_people(self, row: int, block: Block) -> None:
        """A person below a plan that is merged over several people shares in it."""
        for one in self.by_field.get("name", []):
            origin = self.grid.origin(row, one.at)
            if origin == (row, one.at) or not block.lines:
                return
            line = block.lines[-1]
            if line.cells.get("name") == address(*origin):
                line.people = tuple(dict.fromkeys((*line.people, *self.people("people", row))))

    def _line(self, row: int, name: str, group: str) -> Line:
        start, end = self.dates(row)
        return Line(
            name=" ".join(name.split()),
            where=self._where(row),
            key=self.text("number", row),
            group=" / ".join(filter(None, (self.part, group))),
            mark=self.text("mark", row),
            department=self.text("department", row) or self.home,
            people=self.people("people", row),
            accountable=next(iter(self.people("accountable", row)), ""),
            consulted=self.people("consulted", row),
            informed=self.people("informed", row),
            start=start,
            end=end,
            status=self.status(row),
            effort=self.take("effort", row, read_number, None),
            buffer=self.take("buffer", row, read_buffer, None),
            deliverable=self.text("deliverable", row),
            supports=self.people("supports", row),
            criteria=self.take("criteria", row, read_criteria, ()),
            waits=self.take("waits", row, read_waits, ()),
            risk=self.texts("risk", row),
            note=self.texts("note", row),
            own=tuple(
                (name, written(self.grid.spread(row, found[0].at)))
                for name, found in self.by_field.items()
                if is_own(name)
            ),
            cells={name: address(row, found[0].at) for name, found in self.by_field.items()},
        )

    def _where(self, row: int) -> str:
        for name in ("name", "group", "number"):
            for one in reversed(self.by_field.get(name, [])):
                if is_filled(self.grid.value(row, one.at)):
                    return address(row, one.at)
        return address(row, 0)

    def _of_stage(self, row: int, line: Line, stage: str) -> list[Line]:
        """One task for each stage whose dates stand under a heading of its own."""
        own = {one.field: one for one in self.section.columns if one.group == stage and one.field}
        start, end = (
            self.read(row, own[name], self.read_day, None) if name in own else None
            for name in ("start", "end")
        )  # fmt: skip
        if not (start or end):
            return []
        start, end = self.in_order(row, start, end, own.get("end"))
        places = {name: address(row, one.at) for name, one in own.items()}
        group = " / ".join(filter(None, (line.group, line.name)))
        name = f"{line.name} · {stage}"
        return [
            replace(line, name=name, group=group, start=start, end=end, cells=line.cells | places)
        ]


def _is_task(line: Line) -> bool:
    """A name that is only a number is none, nor is a sum or a remark below the table."""
    if re.fullmatch(r"[\d.,\s]+", line.name) and not (line.people or line.start or line.end):
        return False
    return not line.name.lower().startswith(NOT_TASKS) and not _SIGNED.match(line.name)
