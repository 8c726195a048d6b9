"""Which measures a request moves, on both sides: kept by a package above, which registers here.

What helps or hurts whom belongs to the alignment of interests; the form, the page and the brief of a
request say it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.models import Ask
from tongzhou.core.verdicts import Sentence
from tongzhou.goals.models import Measure
from tongzhou.org.models import Department, Person


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


@dataclass(frozen=True, slots=True)
class NoneYet:
    """No measure of this side is moved so far, and why."""

    department: UUID
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class MeasuredSide:
    department: UUID
    name: str
    hue: int
    moved: tuple[Moved, ...]
    none_yet: NoneYet | None

    @property
    def is_open(self) -> bool:
        """Neither a measure nor a reason."""
        return not self.moved and self.none_yet is None


@dataclass(frozen=True, slots=True)
class Keeper:
    """`link(ask, theirs=, ours=, no_theirs=, no_ours=, by=)`; None takes a link of that side back."""

    moved: Callable[[Sequence[UUID]], dict[UUID, list[Moved]]]
    none_yet: Callable[[Sequence[UUID]], dict[UUID, list[NoneYet]]]
    link: Callable[..., None]


KEEPERS: list[Keeper] = []


def measured(keeper: Keeper) -> None:
    KEEPERS.append(keeper)


def moved_by(asks: Sequence[UUID]) -> dict[UUID, list[Moved]]:
    found: dict[UUID, list[Moved]] = {}
    for keeper in KEEPERS if asks else []:
        for ask, rows in keeper.moved(asks).items():
            found.setdefault(ask, []).extend(rows)
    return found


def none_yet_in(asks: Sequence[UUID]) -> dict[UUID, list[NoneYet]]:
    found: dict[UUID, list[NoneYet]] = {}
    for keeper in KEEPERS if asks else []:
        for ask, rows in keeper.none_yet(asks).items():
            found.setdefault(ask, []).extend(rows)
    return found


def sides_of(
    asks: Sequence[Ask], moved: Mapping[UUID, Sequence[Moved]] | None = None
) -> dict[UUID, tuple[MeasuredSide, ...]]:
    """The asking and the asked side of each; `collaboration` and both departments are loaded."""
    keys = [ask.pk for ask in asks]
    moved, reasons = moved_by(keys) if moved is None else moved, none_yet_in(keys)
    return {
        ask.pk: tuple(
            _side(one, moved.get(ask.pk, []), reasons.get(ask.pk, []))
            for one in (ask.collaboration.department, ask.department)
        )
        for ask in asks
    }


def _side(one: Department, moved: Sequence[Moved], reasons: Sequence[NoneYet]) -> MeasuredSide:
    reason = next((said for said in reasons if said.department == one.pk), None)
    own = tuple(edge for edge in moved if edge.department == one.pk)
    return MeasuredSide(one.pk, one.name, one.hue, own, reason)


def link_both(
    ask: Ask,
    *,
    theirs: Measure | None,
    ours: Measure | None,
    no_theirs: str = "",
    no_ours: str = "",
    by: Person,
) -> None:
    for keeper in KEEPERS:
        keeper.link(
            ask, theirs=theirs, ours=ours, no_theirs=no_theirs, no_ours=no_ours, by=by
        )  # fmt: skip
