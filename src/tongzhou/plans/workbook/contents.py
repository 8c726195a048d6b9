"""What a workbook says, with the cell each fact stands in."""

from dataclasses import dataclass, field
from datetime import date

from tongzhou.core.verdicts import Sentence
from tongzhou.plans.workbook.sheets import TASKS


@dataclass(frozen=True, slots=True)
class CellError:
    """`cell` is empty when a whole sheet is meant."""

    sheet: str
    cell: str
    sentence: Sentence

    @property
    def where(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Request:
    """Of 跨部门协作需求表; `cells` has the place of every field that is there."""

    name: str = ""
    initiator: str = ""
    partners: tuple[str, ...] = ()
    background: str = ""
    goal: str = ""
    wanted_date: date | None = None
    people_needed: str = ""
    budget_needed: str = ""
    data_needed: str = ""
    milestones: tuple[tuple[str, date | None], ...] = ()
    in_charge: str = ""
    notes: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Of 任务分工表. People are as the sheet names them: a person or a job title."""

    name: str
    department: str
    responsible: tuple[str, ...]
    accountable: str
    start: date | None
    end: date | None
    buffer_days: int | None
    deliverable: str
    supports: tuple[str, ...]
    criteria: tuple[str, ...]
    cells: dict[str, str] = field(default_factory=dict)
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    effort_days: float | None = None
    key: str = ""
    """What other lines call it: its number, or its id in another program."""
    waits: tuple[tuple[str, str, int], ...] = ()
    percent: int | None = None
    risk: str = ""
    sheet: str = TASKS.name
    baseline: tuple[date | None, date | None] = (None, None)
    mark: str = ""
    """The id of the row it was exported from."""
    said: frozenset[str] = frozenset()
    """The columns of our table of which the file says something, be it that a cell is empty."""
    own: tuple[tuple[str, str], ...] = ()
    """What stands in own columns, by the key of the column."""


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """Of 进度跟踪表."""

    name: str
    percent: int
    risk: str
    updated: date | None
    cells: dict[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`key` tells rows of one name apart where the workbook numbers them."""

    request: Request
    tasks: tuple[TaskLine, ...]
    progress: tuple[ProgressLine, ...]
    errors: tuple[CellError, ...]
    ignored: tuple[str, ...] = ()
    """Columns that the templates do not have: shown, never taken."""
    hints: tuple[CellError, ...] = ()
    """What was guessed or left out, for people to look at; it keeps nothing back."""

    @property
    def progress_of(self) -> dict[str, ProgressLine]:
        """By number where there is one, otherwise by name."""
        return {line.key or line.name: line for line in self.progress}
