"""What was understood of a foreign file, with the place of each fact."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tongzhou.plans.exchange.statuses import NOTHING, Status
from tongzhou.plans.workbook.contents import CellError


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is empty for what is not taken; `group` is the heading above a pair of headings."""

    at: int
    title: str
    field: str = ""
    group: str = ""


@dataclass(slots=True)
class Line:
    """A task as the file has it. `waits` name other lines by their `key`, with kind and lag."""

    name: str
    where: str
    key: str = ""
    group: str = ""
    department: str = ""
    people: tuple[str, ...] = ()
    accountable: str = ""
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    status: Status = NOTHING
    effort: float | None = None
    buffer: int | None = None
    deliverable: str = ""
    supports: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    waits: tuple[tuple[str, str, int], ...] = ()
    risk: str = ""
    note: str = ""
    milestone: bool = False
    baseline: tuple[date | None, date | None] = (None, None)
    mark: str = ""
    own: tuple[tuple[str, str], ...] = ()
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def is_taken(self) -> bool:
        return self.status.kind != "dropped"


@dataclass(slots=True)
class Block:
    """A table, or one of several that stand below each other, each with its own day."""

    sheet: str
    row: int
    columns: tuple[Column, ...]
    title: str = ""
    day: date | None = None
    lines: list[Line] = field(default_factory=list)
    samples: tuple[tuple[str, ...], ...] = ()
    bare: bool = False
    """Without a row of headings."""

    @property
    def shape(self) -> str:
        """The same headings in the same places are the same kind of table."""
        return "|".join(f"{one.at}:{one.group}/{one.title}"[:60] for one in self.columns)[:1500]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    name: str
    rows: int
    merged: int


@dataclass(slots=True)
class Found:
    """`kind`: table, project or calendar; `facts` are figures of it that people check."""

    kind: str
    sheets: tuple[SheetFacts, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    hints: list[CellError] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)
    title: str = ""
    start: date | None = None
    finish: date | None = None
    assumed_year: int | None = None
    week: frozenset[int] | None = None
    """The weekdays its calendar works, Monday is 0; None where it has no calendar."""
    special: dict[date, bool] = field(default_factory=dict)
    """Days its calendar works or rests against the week."""

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]

    @property
    def days(self) -> list[date]:
        return sorted(block.day for block in self.blocks if block.day)

    def works(self, day: date) -> bool:
        return self.special.get(day, day.weekday() in (self.week or ()))

    @property
    def statuses(self) -> Counter[str]:
        return Counter(line.status.text for line in self.lines)
