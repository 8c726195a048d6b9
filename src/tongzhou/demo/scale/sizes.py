"""How much of everything there is, and where each collaboration stands today."""

from dataclasses import dataclass
from typing import Self

BIG = 100
"""Rows of one collaboration in delivery: the longest table people meet."""
STATES = (
    "delivering", "asking", "delivering", "dividing", "delivering", "signing", "delivering",
    "accepting", "delivering", "archived", "delivering", "asking", "delivering", "dividing",
    "delivering", "signing", "delivering", "accepting", "delivering", "reviewing",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """Each task that is being worked on brings some five entries of the journal."""

    people: int = 200
    cases: int = 500
    tasks: int = 10_000

    @classmethod
    def of(cls, times: int) -> Self:
        """Ten times: 2,000 people, 5,000 collaborations, 100,000 tasks, 500,000 entries."""
        return cls(cls.people * times, cls.cases * times, cls.tasks * times)

    def rows(self, tables: int) -> list[int]:
        """How long each table is; the first is the longest."""
        low, more = divmod(self.tasks - BIG, tables - 1)
        return [BIG, *(low + (place < more) for place in range(tables - 1))]


def state_of(place: int) -> str:
    return STATES[place % len(STATES)]
