"""A row of the division table as screens, the checker and the export read it: values, no ORM."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

LIST = "、"
"""Between names in a cell; what people type between them is read in `cells`."""
CLAUSE = "；"


@dataclass(frozen=True, slots=True)
class DepartmentRef:
    id: UUID
    name: str
    hue: int
    path: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Who fills one letter of RACI: a person, or a whole department that is informed.

    `title` is the job title an import named; `stands_in` marks the head until somebody is named.
    """

    name: str
    hue: int
    department: UUID
    department_path: str
    person: UUID | None = None
    is_active: bool = True
    title: str = ""
    stands_in: bool = False

    @property
    def key(self) -> UUID:
        return self.person or self.department


@dataclass(frozen=True, slots=True)
class Wait:
    """This row waits for another one; `lag_days` are working days."""

    on: UUID
    number: int
    kind: str
    lag_days: int

    @property
    def text(self) -> str:
        """«2», «2SS», «2FS+3»: the number of the row, then what is not usual."""
        kind = "" if self.kind == "FS" and not self.lag_days else self.kind
        return f"{self.number}{kind}{self.lag_days:+d}" if self.lag_days else f"{self.number}{kind}"


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What stands in a field of the organisation: as it is kept, and as people read it."""

    kind: str
    text: str
    shown: str
    hue: int = 0

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.text) if self.kind in ("number", "progress") else None


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    number: int
    name: str
    department: DepartmentRef
    start: date | None = None
    end: date | None = None
    buffer_days: int = 3
    deliverable: str = ""
    effort_days: Decimal | None = None
    ask: UUID | None = None
    state: str = "not_started"
    percent: int = 0
    risk: str = ""
    updated_at: datetime | None = None
    version: int = 1
    seats: dict[str, tuple[Seat, ...]] = field(default_factory=dict)
    supports: tuple[DepartmentRef, ...] = ()
    criteria: tuple[str, ...] = ()
    waits_for: tuple[Wait, ...] = ()
    own: Mapping[str, OwnValue] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def responsible(self) -> tuple[Seat, ...]:
        return self.seats.get("R", ())

    @property
    def accountable(self) -> tuple[Seat, ...]:
        return self.seats.get("A", ())

    @property
    def consulted(self) -> tuple[Seat, ...]:
        return self.seats.get("C", ())

    @property
    def informed(self) -> tuple[Seat, ...]:
        return self.seats.get("I", ())

    @property
    def is_done(self) -> bool:
        return self.percent == 100 or self.state in ("accepted", "accepted_with_remains")

    def is_late(self, today: date) -> bool:
        return self.end is not None and self.end < today and not self.is_done

    def text(self, column: str) -> str:
        """What stands in the cell, as it could be typed again; editing compares these."""
        if column in TEXTS:
            return TEXTS[column](self)
        return self.own[column].shown if column in self.own else ""

    def key(self, column: str) -> str:
        """What a menu sends for the cell: the id behind a single name, otherwise the text."""
        seats = self.seats.get(SEATS.get(column, ""), ())
        if column == "department":
            return str(self.department.id)
        return str(seats[0].key) if len(seats) == 1 else self.text(column)


def names(departments: Iterable[DepartmentRef]) -> str:
    return LIST.join(department.name for department in departments)


def _dates(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{start.isoformat()} ~ {end.isoformat()}"
    return f"{start.isoformat()} ~" if start else f"~ {end.isoformat()}" if end else ""


def _people(letter: str) -> Callable[[Row], str]:
    return lambda row: LIST.join(seat.name for seat in row.seats.get(letter, ()))


SEATS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
TEXTS: dict[str, Callable[[Row], str]] = {
    "name": lambda row: row.name,
    "department": lambda row: row.department.name,
    "responsible": _people("R"),
    "accountable": _people("A"),
    "consulted": _people("C"),
    "informed": _people("I"),
    "dates": lambda row: _dates(row.start, row.end),
    "start": lambda row: row.start.isoformat() if row.start else "",
    "end": lambda row: row.end.isoformat() if row.end else "",
    "buffer_days": lambda row: str(row.buffer_days),
    "deliverable": lambda row: row.deliverable,
    "supports": lambda row: names(row.supports),
    "criteria": lambda row: CLAUSE.join(row.criteria),
    "waits_for": lambda row: LIST.join(wait.text for wait in row.waits_for),
    "effort_days": lambda row: (
        "" if row.effort_days is None else f"{row.effort_days.normalize():f}"
    ),
    "ask": lambda row: str(row.ask or ""),
}
