"""What lies between two departments, in either direction.

Both departments of a pair read the same figures. Frequency comes first; nothing is summed up into
what somebody would owe, and no person appears.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from tongzhou.core import clock

FREQUENT = 3
"""Requests from which on a flow in one direction alone is worth a word."""
SILENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Flow:
    """What one department asked another, what became of it, and what the other gained by it."""

    asks: int = 0
    answered: int = 0
    seconds: int = 0
    open_since: datetime | None = None
    promised: int = 0
    kept: int = 0
    last_at: datetime | None = None
    given: int = 0
    confirmed: int = 0
    partly: int = 0
    failed: int = 0

    @property
    def hours(self) -> float | None:
        """Elapsed, on the average, to the first answer."""
        return round(self.seconds / self.answered / 3600, 1) if self.answered else None

    @property
    def kept_share(self) -> int | None:
        return round(self.kept * 100 / self.promised) if self.promised else None

    @property
    def is_silent(self) -> bool:
        """A request lies without an answer for a week and longer."""
        return self.open_since is not None and clock.now() - self.open_since >= SILENT

    def cell(self, shown: str) -> str:
        """One figure of it for a small square; empty where there is nothing to say."""
        match shown:
            case "hours":
                return "" if self.hours is None else f"{self.hours:g}"
            case "kept":
                return "" if self.kept_share is None else f"{self.kept_share}%"
            case "gains":
                return f"{self.confirmed + self.partly}/{self.given}" if self.given else ""
            case "silent":
                return str(self.silent_days) if self.is_silent else ""
            case _:
                return str(self.asks) if self.asks else ""

    def level(self, shown: str, most: int) -> int:
        """0 to 3: how strongly the square is coloured; what wants a look is darker."""
        match shown:
            case "hours":
                return _third(self.hours, 48)
            case "kept":
                return _third(None if self.kept_share is None else 100 - self.kept_share, 50)
            case "gains":
                return _third(None if self.rate is None else self.rate, 100)
            case "silent":
                return _third(self.silent_days if self.is_silent else None, 28)
            case _:
                return _third(self.asks or None, most)

    @property
    def silent_days(self) -> int:
        return (clock.now() - self.open_since).days if self.open_since else 0

    @property
    def rate(self) -> int | None:
        told = self.confirmed + self.partly + self.failed
        return round((self.confirmed * 100 + self.partly * 50) / told) if told else None


NOTHING = Flow()


def _third(value: float | None, most: float) -> int:
    return 0 if value is None else 1 if value * 4 <= most else 2 if value * 2 <= most else 3


@dataclass(frozen=True, slots=True)
class Place:
    pk: UUID
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class Pair:
    """`there`: `one` asks `other`; `back`: the other way."""

    one: Place
    other: Place
    there: Flow
    back: Flow

    @property
    def times(self) -> int:
        return self.there.asks + self.back.asks

    @property
    def is_one_way(self) -> bool:
        """Requests flow in one direction alone, and no gain in the other."""
        if self.times < FREQUENT or (self.there.asks and self.back.asks):
            return False
        return not (self.back.given if self.there.asks else self.there.given)

    @property
    def last_at(self) -> datetime | None:
        return max(filter(None, (self.there.last_at, self.back.last_at)), default=None)


@dataclass(frozen=True)
class Picture:
    """`pairs` the busiest first, `count` also of those left out; `places` the departments with
    most to do with each other."""

    pairs: list[Pair]
    count: int
    flows: dict[tuple[UUID, UUID], Flow]
    places: list[Place] = field(default_factory=list)

    @cached_property
    def most(self) -> int:
        return max((flow.asks for flow in self.flows.values()), default=0)

    def between(self, one: UUID, other: UUID) -> Flow:
        return self.flows.get((one, other), NOTHING)
