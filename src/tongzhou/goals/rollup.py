"""How far a measure, a goal and everything below it are: plain arithmetic, no rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BEHIND = 15
"""Percent points that progress may stay behind the time that has passed before it is said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`percent` is None while nothing has been measured; `expected` the time passed, in percent."""

    percent: int | None
    expected: int

    @property
    def tone(self) -> str:
        if self.percent is None:
            return ""
        if self.percent >= 100:
            return "moss"
        return "amber" if self.percent + BEHIND < self.expected else "river"


def reached(
    *, baseline: Decimal, target: Decimal, current: Decimal | None, is_rising: bool
) -> int | None:
    """0–100; a measure to be held is either kept or not."""
    if current is None:
        return None
    if baseline == target:
        kept = current >= target if is_rising else current <= target
        return 100 if kept else 0
    share = (current - baseline) / (target - baseline) * 100
    return int(min(max(share, Decimal(0)), Decimal(100)))


def passed(since: date, until: date, today: date) -> int:
    """How much of the period has gone by, in percent."""
    whole = (until - since).days + 1
    gone = (today - since).days + 1
    return min(max(gone * 100 // whole, 0), 100)


def rolled_up(parts: Iterable[int | None]) -> int | None:
    """Every measure and every goal below counts the same; what nobody measured does not count."""
    known: Sequence[int] = [part for part in parts if part is not None]
    return round(sum(known) / len(known)) if known else None
