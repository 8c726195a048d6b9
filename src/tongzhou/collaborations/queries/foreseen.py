"""What was agreed beforehand and may still happen: «若…则…», with the dates it would lead to.

Agreements stand above this package and say in their consumers.py how to look it up.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

ALIVE = ("signing", "delivering", "accepting")


@dataclass(frozen=True, slots=True)
class Planned:
    """As much of a row as says whether and whither it moves."""

    name: str
    start: date | None
    end: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Move:
    """A row that would end on `to` instead."""

    task: UUID
    name: str
    end: date
    to: date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A clause as a sentence, the rows it would move and the names of those it would take out."""

    text: str
    moves: tuple[Move, ...] = ()
    leaving: tuple[str, ...] = ()

    @property
    def changes_dates(self) -> bool:
        return bool(self.moves or self.leaving)


Rows = Mapping[UUID, Planned]
Reader = Callable[[UUID, Rows | None], Iterable[Foreseen]]
READERS: list[Reader] = []


def foreseen_by(read: Reader) -> None:
    """`read(collaboration, rows)` tells what is still open; without rows it reads them itself."""
    READERS.append(read)


def foreseen(case: UUID, state: str, rows: Rows | None = None) -> tuple[Foreseen, ...]:
    """Nothing before the table goes round for signature: until then it is being written.

    Where the page has the `rows`, what changes dates comes with one question to the database.
    """
    if state not in ALIVE or (rows is not None and not rows):
        return ()
    found = [one for read in READERS for one in read(case, rows)]
    return tuple(one for one in found if rows is None or one.changes_dates)


def latest_moves(found: Iterable[Foreseen]) -> dict[UUID, tuple[Foreseen, Move]]:
    """By row; of several clauses the one that moves it furthest."""
    made: dict[UUID, tuple[Foreseen, Move]] = {}
    for one in found:
        for move in one.moves:
            if move.task not in made or move.to > made[move.task][1].to:
                made[move.task] = (one, move)
    return made
