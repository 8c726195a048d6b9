"""How much people carry week by week: the estimates of their rows, spread over working days. No ORM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tongzhou.core.workdays import WorkCalendar

DAY = timedelta(days=1)
SPAN = timedelta(days=7)
WEEKS = 10
USUAL_HOURS = Decimal(8)
STEPS = (Decimal("0.01"), Decimal("0.5"), Decimal("0.8"), Decimal("1.001"))
"""Shares of what a week holds from which a cell is one step darker; the last one is too much."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One row of whatever collaboration, with who shares its work."""

    people: tuple[UUID, ...]
    start: date
    end: date
    effort: Decimal | None


@dataclass(frozen=True, slots=True)
class Carrier:
    id: UUID
    name: str
    hue: int
    hours: Decimal


@dataclass(slots=True)
class Cell:
    """`days` are person-days, `unknown` the rows without an estimate, `holds` what the week holds."""

    holds: Decimal
    days: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def level(self) -> int:
        if not self.holds:
            return 4 if self.days else 0
        return sum(self.days / self.holds >= step for step in STEPS)


@dataclass(frozen=True, slots=True)
class Line:
    person: Carrier
    cells: tuple[Cell, ...] = field(default_factory=tuple)

    @property
    def is_busy(self) -> bool:
        return any(cell.days or cell.unknown for cell in self.cells)

    @property
    def is_too_much(self) -> bool:
        return any(cell.level == len(STEPS) for cell in self.cells)


def mondays(first: date) -> tuple[date, ...]:
    monday = first - DAY * first.weekday()
    return tuple(monday + SPAN * count for count in range(WEEKS))


def loads(
    people: Iterable[Carrier], carried: Sequence[Carried], weeks: Sequence[date], cal: WorkCalendar
) -> list[Line]:
    """Who carries something comes first; who has room stands below."""
    worked = [cal.working_days_within(monday, monday + SPAN - DAY) for monday in weeks]
    found = {
        one.id: Line(one, tuple(Cell(Decimal(days) * one.hours / USUAL_HOURS) for days in worked))
        for one in people
    }
    for row in carried:
        _spread(row, [found[key] for key in row.people if key in found], weeks, cal)
    return sorted(found.values(), key=lambda line: not line.is_busy)


def _spread(row: Carried, lines: list[Line], weeks: Sequence[date], cal: WorkCalendar) -> None:
    whole = cal.working_days_within(row.start, row.end)
    for place, monday in enumerate(weeks):
        first, last = max(row.start, monday), min(row.end, monday + SPAN - DAY)
        within = cal.working_days_within(first, last) if first <= last else 0
        for line in lines if within else ():
            if row.effort is None:
                line.cells[place].unknown += 1
            else:
                line.cells[place].days += row.effort * within / whole / len(row.people)
