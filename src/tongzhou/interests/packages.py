"""Open terms, packages over them, and what a search for good ones found. Pure arithmetic, no rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import prod
from operator import sub
from typing import Any

from tongzhou.interests.lanes import Lanes

Choices = tuple[int, ...]
Value = tuple[int, ...]
Pair = tuple[tuple[int, int], tuple[int, int]]
Flat = tuple[tuple[int, int], ...]
"""Terms, each with the choice taken."""


@dataclass(frozen=True, slots=True)
class Package:
    """`gains` are by side, over what it has today."""

    choices: Choices
    gains: Value


@dataclass(frozen=True, slots=True)
class Problem:
    """`floors` is what each side has without a package, `tops` the most there could be for it.

    `clashes` are pairs (term, choice) that do not go together: the clause «if this, not that».
    """

    values: tuple[tuple[Value, ...], ...]
    floors: Value
    tops: Value
    clashes: frozenset[Pair] = field(default=frozenset())

    def __post_init__(self) -> None:
        _check(self)

    @property
    def size(self) -> int:
        return prod(len(term) for term in self.values)

    @property
    def lanes(self) -> Lanes:
        """Wide enough for whatever sum there can be, and for one more than a floor."""
        best = sum(max(max(row) for row in term) for term in self.values)
        return Lanes.for_sums([max(best, *self.floors) + 1] * len(self.floors))

    def gains_of(self, choices: Choices) -> Value:
        rows = [term[choice] for term, choice in zip(self.values, choices, strict=True)]
        return tuple(
            sum(row[side] for row in rows) - floor for side, floor in enumerate(self.floors)
        )

    def allows(self, taken: Sequence[tuple[int, int]], more: tuple[int, int]) -> bool:
        """Whether one more (term, choice) goes together with those taken."""
        return not any((one, more) in self.clashes or (more, one) in self.clashes for one in taken)


@dataclass(frozen=True)
class Steps:
    """Term by term: what its choices are worth, and by the sum so far which of them came last.

    Only numbers: hundreds of thousands of little rows would cost more than the arithmetic.
    """

    terms: list[int] = field(default_factory=list)
    worths: list[list[int]] = field(default_factory=list)
    lasts: list[dict[int, int]] = field(default_factory=list)

    @property
    def wholes(self) -> Iterable[int]:
        return self.lasts[-1] if self.lasts else (0,)

    def way_to(self, whole: int) -> Flat:
        taken = []
        for term, worths, last in zip(
            self.terms[::-1], self.worths[::-1], self.lasts[::-1], strict=True
        ):
            taken.append((term, last[whole]))
            whole -= worths[last[whole]]
        return tuple(taken)


class Front(Sequence[Package]):
    """Packages that waste nothing; thousands, of which few are looked at, so each is made then.

    `wholes` is what each is worth to all, packed; `way_to` what it takes of each term.
    """

    def __init__(self, problem: Problem, wholes: list[int], way_to: Callable[[int], Flat]) -> None:
        self.problem, self._wholes, self._way_to = problem, wholes, way_to

    def __len__(self) -> int:
        return len(self._wholes)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._package(whole) for whole in self._wholes[place]]
        return self._package(self._wholes[place])

    @property
    def gains(self) -> list[list[int]]:
        """Side by side, each in the order of the packages."""
        columns = self.problem.lanes.columns(self._wholes)
        return [
            [value - floor for value in lane]
            for lane, floor in zip(columns, self.problem.floors, strict=True)
        ]

    def first(self, places: Sequence[int]) -> Package:
        """By its choices."""
        return min((self[place] for place in places), key=lambda one: one.choices)

    def _package(self, whole: int) -> Package:
        taken = dict(self._way_to(whole))
        gains = map(sub, self.problem.lanes.apart(whole), self.problem.floors)
        return Package(tuple(taken[term] for term in range(len(taken))), tuple(gains))


@dataclass(frozen=True, slots=True)
class Solution:
    """`front` is every package that leaves all better off and wastes nothing.

    `fair` has the greatest product of gains, `balanced` brings all equally far towards their own
    best, `protects` is best for the worst off. Without a front there is none of them.
    """

    method: str
    size: int
    front: Sequence[Package]
    fair: Package | None
    balanced: Package | None
    protects: Package | None


def _check(problem: Problem) -> None:
    sides = len(problem.floors)
    if sides < 2 or len(problem.tops) != sides:
        raise ValueError("a package needs two sides")
    if not problem.values or any(len(term) < 2 for term in problem.values):
        raise ValueError("a term needs two choices")
    rows = [problem.floors, problem.tops, *(row for term in problem.values for row in term)]
    if any(len(row) != sides for row in rows):
        raise ValueError("every side values every choice")
    if any(type(value) is not int or value < 0 for row in rows for value in row):
        raise ValueError("a value is a whole number, not below nothing")
    if any(top <= floor for top, floor in zip(problem.tops, problem.floors, strict=True)):
        raise ValueError("a side that can gain nothing needs no package")
