"""What the checker looks at and what it says."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from tongzhou.core.verdicts import Sentence
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.kinds import KINDS, Kind
from tongzhou.plans.rows import DepartmentRef, Row


@dataclass(frozen=True, slots=True)
class Repair:
    """One tap. `verb` is «cell», «role», «take_over», «row», or «edit», «ask», which only lead there."""

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

    @property
    def kind(self) -> Kind:
        return KINDS[self.key]


@dataclass(frozen=True, slots=True)
class AskFact:
    """A request; an agreed one is owed a row."""

    id: UUID
    what: str
    department: DepartmentRef


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a repair may name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Both days included; `delegate` answers meanwhile."""

    since: date
    until: date
    delegate: Candidate


@dataclass(frozen=True, slots=True)
class Load:
    """What a person is responsible for elsewhere: no name, it may be confidential."""

    person: UUID
    start: date
    end: date
    effort_days: Decimal


@dataclass(frozen=True, slots=True)
class Resource:
    """A line of the request that says what is needed of a department."""

    what: str
    department: DepartmentRef


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`heads` and `liaisons` are by department: whom a repair proposes for A and for R.

    `dissolved` departments are given with their successors; `hours` only where a person's day is
    not eight working hours.
    """

    rows: tuple[Row, ...]
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    wanted_date: date | None = None
    asks: tuple[AskFact, ...] = ()
    unanswered: tuple[AskFact, ...] = ()
    resources: tuple[Resource, ...] = ()
    parties: tuple[DepartmentRef, ...] = ()
    initiator: UUID | None = None
    heads: dict[UUID, Candidate] = field(default_factory=dict)
    liaisons: dict[UUID, Candidate] = field(default_factory=dict)
    dissolved: dict[UUID, DepartmentRef] = field(default_factory=dict)
    absences: dict[UUID, tuple[Absence, ...]] = field(default_factory=dict)
    loads: tuple[Load, ...] = ()
    hours: dict[UUID, Decimal] = field(default_factory=dict)

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


def cell(row: Row, column: str, value: str, label: Sentence) -> Repair:
    """Writes one cell, unless somebody has changed it meanwhile."""
    return Repair("cell", label, {"field": column, "value": value, "was": row.text(column)})
