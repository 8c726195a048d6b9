"""What was agreed beforehand and may still happen: «若…则…», as the brief and the table say it.

Agreements stand above this package and say in their consumers.py how to look it up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

ALIVE = ("signing", "delivering", "accepting")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`days` are working days by which it would move rows; 0 where it moves none."""

    text: str
    days: int = 0


READERS: list[Callable[[UUID], Iterable[Foreseen]]] = []


def foreseen_by(read: Callable[[UUID], Iterable[Foreseen]]) -> None:
    """`read(collaboration)` tells what is still open."""
    READERS.append(read)


def foreseen(case: UUID, state: str) -> tuple[Foreseen, ...]:
    """Nothing before the table goes round for signature: until then it is being written."""
    return tuple(one for read in READERS for one in read(case)) if state in ALIVE else ()
