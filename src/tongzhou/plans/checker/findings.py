"""What the checker looks at and what it says."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tongzhou.core.verdicts import Sentence
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.rows import DepartmentRef, Row


@dataclass(frozen=True, slots=True)
class Repair:
    """One tap. `verb` is «cell», «role», «take_over», or «edit», which only leads to the place."""

    verb: str
    label: Sentence
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """`task` and `field` are where to look; no task: the table as a whole is meant.

    A blocking finding keeps the table from being circulated; a hint does not.
    """

    key: str
    blocking: bool
    task: UUID | None
    field: str
    sentence: Sentence
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class AskFact:
    """An agreed request: the table owes it a row."""

    id: UUID
    what: str
    department: DepartmentRef


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a repair may name."""

    id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`heads` and `liaisons` are by department: whom a repair proposes for A and for R."""

    rows: tuple[Row, ...]
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    wanted_date: date | None = None
    asks: tuple[AskFact, ...] = ()
    parties: tuple[DepartmentRef, ...] = ()
    initiator: UUID | None = None
    heads: dict[UUID, Candidate] = field(default_factory=dict)
    liaisons: dict[UUID, Candidate] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.rows, self.initiator))


def blocker(
    key: str, row: Row | None, column: str, sentence: Sentence, repair: Repair | None = None
) -> Finding:
    return Finding(
        key,
        blocking=True,
        task=row.id if row else None,
        field=column,
        sentence=sentence,
        repair=repair,
    )


def hint(
    key: str, row: Row | None, column: str, sentence: Sentence, repair: Repair | None = None
) -> Finding:
    return Finding(
        key,
        blocking=False,
        task=row.id if row else None,
        field=column,
        sentence=sentence,
        repair=repair,
    )
