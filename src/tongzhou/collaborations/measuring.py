"""Which measures a request moves, on both sides: kept by a package above, which registers here.

What helps or hurts whom belongs to the alignment of interests; the form, the page and the brief of a
request say it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.models import Ask
from tongzhou.core.verdicts import Sentence
from tongzhou.goals.models import Measure
from tongzhou.org.models import Person


@dataclass(frozen=True, slots=True)
class Moved:
    """One edge: `marks` is as many signs as it is large, such as ＋＋."""

    department: UUID
    department_name: str
    hue: int
    measure: UUID
    name: str
    goal: UUID
    sign: Sentence
    size: Sentence
    marks: str
    helps: bool


Read = Callable[[Sequence[UUID]], dict[UUID, list[Moved]]]
Link = Callable[..., None]
READERS: list[Read] = []
WRITERS: list[Link] = []


def measured(read: Read, link: Link) -> None:
    """`link(ask, theirs=, ours=, by=)`; None takes a link of that side back."""
    READERS.append(read)
    WRITERS.append(link)


def moved_by(asks: Sequence[UUID]) -> dict[UUID, list[Moved]]:
    found: dict[UUID, list[Moved]] = {}
    for read in READERS if asks else []:
        for ask, rows in read(asks).items():
            found.setdefault(ask, []).extend(rows)
    return found


def link_both(ask: Ask, *, theirs: Measure | None, ours: Measure | None, by: Person) -> None:
    for link in WRITERS:
        link(ask, theirs=theirs, ours=ours, by=by)
