"""Packages over several open terms: which leave every side better off, and which of them is fairest.

Pure arithmetic, no rows. `values[term][choice][side]` is what a choice is worth to a side, a whole
number; a package takes one choice of every term and is worth the sum. Up to `MOST_PACKAGES` all are
weighed, exactly. A larger space is built term by term; what is worse for one and better for none is
dropped, which loses nothing, and where more than `WIDEST` remain only the most promising go on. Then
`method` says "narrowed", the page says so too, and each suggestion is once more searched for a
package that is better for somebody and worse for nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import lcm, prod
from operator import mul, sub
from typing import Any

from tongzhou.interests.lanes import Lanes

MOST_PACKAGES = 65_536
WIDEST = 2_048
MOST_STEPS, MOST_ROUNDS = 60_000, 4
"""Of the search for something better than a suggestion."""
Choices = tuple[int, ...]
Value = tuple[int, ...]
Pair = tuple[tuple[int, int], tuple[int, int]]
Taken = tuple[tuple[int, int], ...]
Partial = dict[int, Taken]
"""By what it is worth to all, packed: the choices taken so far."""


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


@dataclass(frozen=True, slots=True)
class Solution:
    """`front` is every package that leaves all better off and wastes nothing.

    `fair` has the greatest product of gains, `balanced` brings all equally far towards their own
    best, `protects` is best for the worst off. Without a front there is none of them.
    """

    method: str
    size: int
    front: tuple[Package, ...]
    fair: Package | None
    balanced: Package | None
    protects: Package | None


def solved(problem: Problem) -> Solution:
    front, narrowed = _front(problem)
    best = _suggested(problem, front)
    for _again in range(MOST_ROUNDS if narrowed else 0):
        better = [_beyond(problem, one) for one in {one for one in best if one}]
        if not any(better):
            break
        front = _unwasted(problem, [*front, *filter(None, better)])
        best = _suggested(problem, front)
    return Solution("narrowed" if narrowed else "all", problem.size, tuple(front), *best)


def _front(problem: Problem) -> tuple[list[Package], bool]:
    """Terms that clash are combined in full; of the free ones only what wastes nothing."""
    lanes = problem.lanes
    bound = sorted({term for pair in problem.clashes for term, _choice in pair})
    free = [term for term in range(len(problem.values)) if term not in bound]
    tied, cut = _tied(problem, bound, lanes)
    loose, cut_too = _loose(problem, free, lanes)
    narrowed = cut or cut_too
    if len(tied) * len(loose) > MOST_PACKAGES:
        tied, narrowed = _promising(tied, problem, max(MOST_PACKAGES // len(loose), 1)), True
    least = lanes.packed([floor + 1 for floor in problem.floors])
    found: dict[int, tuple[Taken, Taken]] = {}
    for whole, taken in tied.items():
        rows = {whole + other: also for other, also in loose.items()}
        for one in lanes.at_least(rows, least):
            found.setdefault(one, (taken, rows[one]))
    places = sorted(range(len(bound) + len(free)), key=[*bound, *free].__getitem__)
    front = []
    for whole in lanes.undominated(found):
        taken = (*found[whole][0], *found[whole][1])
        gains = map(sub, lanes.apart(whole), problem.floors)
        front.append(Package(tuple([taken[place][1] for place in places]), tuple(gains)))
    return front, narrowed


def _tied(problem: Problem, terms: Sequence[int], lanes: Lanes) -> tuple[Partial, bool]:
    """Every package of terms that clash: worth the same they may still allow different things.

    Only whole ones are one for another.
    """
    rows: list[tuple[int, Taken]] = [(0, ())]
    narrowed = False
    for term in terms:
        worth = _worth(problem, term, lanes)
        rows = [
            (whole + more, (*taken, one))
            for whole, taken in rows
            for more, one in worth
            if problem.allows(taken, one)
        ]
        if len(rows) > WIDEST and problem.size > MOST_PACKAGES:
            rows, narrowed = list(_promising(dict(rows), problem, WIDEST).items()), True
    return dict(reversed(rows)), narrowed


def _loose(problem: Problem, terms: Sequence[int], lanes: Lanes) -> tuple[Partial, bool]:
    """Term by term, without what wastes something; of packages worth the same one is enough."""
    rows: Partial = {0: ()}
    narrowed = False
    for term in terms:
        worth = _worth(problem, term, lanes)
        joined: Partial = {}
        for whole, taken in rows.items():
            for more, one in worth:
                joined.setdefault(whole + more, (*taken, one))
        rows = {one: joined[one] for one in lanes.undominated(joined)}
        if len(rows) > WIDEST and problem.size > MOST_PACKAGES:
            rows, narrowed = _promising(rows, problem, WIDEST), True
    return rows, narrowed


def _worth(problem: Problem, term: int, lanes: Lanes) -> list[tuple[int, tuple[int, int]]]:
    return [(lanes.packed(value), (term, at)) for at, value in enumerate(problem.values[term])]


def _promising(rows: Partial, problem: Problem, most: int) -> Partial:
    """Half of them for the side that has least so far, half for all together."""
    lanes, tops = problem.lanes, [max(top, 1) for top in problem.tops]
    whole = prod(tops)
    scaled = {
        row: [value * (whole // top) for value, top in zip(lanes.apart(row), tops, strict=True)]
        for row in rows
    }
    weakest = sorted(rows, key=lambda row: min(scaled[row]), reverse=True)[: most - most // 2]
    together = sorted(rows, key=lambda row: sum(scaled[row]), reverse=True)[: most // 2]
    return {row: rows[row] for row in (*weakest, *together)}


def _suggested(problem: Problem, front: Sequence[Package]) -> tuple[Package | None, ...]:
    """Fair, balanced, best for the worst off; among equals the first by its choices."""
    if not front:
        return None, None, None
    best = [max(one) for one in zip(*(one.gains for one in front), strict=True)]
    possible = [top - floor for top, floor in zip(problem.tops, problem.floors, strict=True)]
    return (
        _first(front, lambda gains: prod(gains)),
        _first(front, _shares_of(best)),
        _first(front, _shares_of(possible)),
    )


def _first(front: Sequence[Package], worth: Callable[[Value], Any]) -> Package:
    worths = [worth(one.gains) for one in front]
    most = max(worths)
    best = [one for one, value in zip(front, worths, strict=True) if value == most]
    return min(best, key=lambda one: one.choices)


def _shares_of(wholes: Sequence[int]) -> Callable[[Value], list[int]]:
    """From the smallest share up, as whole numbers over one common denominator."""
    common = lcm(*wholes)
    factors = [common // whole for whole in wholes]
    return lambda gains: sorted(map(mul, gains, factors))


def _unwasted(problem: Problem, packages: Sequence[Package]) -> list[Package]:
    lanes = problem.lanes
    rows = {lanes.packed(one.gains): one for one in packages}
    return [rows[one] for one in lanes.undominated(rows)]


def _beyond(problem: Problem, package: Package) -> Package | None:
    """Something better for one side and worse for none, if a bounded search meets it.

    Depth first; a branch ends where even the best of every further term cannot reach the package.
    """
    lanes = problem.lanes
    floors_and_gains = zip(package.gains, problem.floors, strict=True)
    target = lanes.packed([gain + floor for gain, floor in floors_and_gains])
    hopes = _hopes(problem, lanes)
    stack: list[tuple[int, Taken]] = [(0, ())]
    for _step in range(MOST_STEPS):
        if not stack:
            return None
        whole, taken = stack.pop()
        term = len(taken)
        if term < len(problem.values):
            for at, value in enumerate(problem.values[term]):
                further = whole + lanes.packed(value)
                reaches = lanes.at_least([further + hopes[term + 1]], target)
                if reaches and problem.allows(taken, (term, at)):
                    stack.append((further, (*taken, (term, at))))
        elif whole != target:
            choices = tuple(choice for _term, choice in taken)
            return Package(choices, problem.gains_of(choices))
    return None


def _hopes(problem: Problem, lanes: Lanes) -> list[int]:
    """By term: the most that it and all after it could still add, for each side by itself."""
    hopes = [0]
    for term in reversed(problem.values):
        hopes.insert(0, hopes[0] + lanes.packed([max(one) for one in zip(*term, strict=True)]))
    return hopes


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
