"""Packages over several open terms: which leave every side better off, and which of them is fairest.

Pure arithmetic, no rows. `values[term][choice][side]` is what a choice is worth to a side, a whole
number; a package takes one choice of every term and is worth the sum. Up to `MOST_PACKAGES` all are
weighed, exactly. A larger space is built term by term; what is worse for one and better for none is
dropped, which loses nothing, and where more than `WIDEST` remain only the most promising go on. Then
`method` says "narrowed", the page says so too, and each suggestion is once more searched for a
package that is better for somebody and worse for nobody.
"""

from collections.abc import Sequence
from math import lcm, prod
from typing import Any, TypeVar

from tongzhou.interests.lanes import Lanes
from tongzhou.interests.packages import Flat, Front, Package, Problem, Solution, Steps

MOST_PACKAGES = 65_536
WIDEST = 2_048
MOST_STEPS, MOST_ROUNDS = 60_000, 4
"""Of the search for something better than a suggestion."""
Way = TypeVar("Way")


def solved(problem: Problem) -> Solution:
    front, narrowed = _front(problem)
    best = _suggested(front)
    for _again in range(MOST_ROUNDS if narrowed else 0):
        better = [_beyond(problem, one) for one in {one for one in best if one}]
        if not any(better):
            break
        front = _unwasted(problem, [*front, *filter(None, better)])
        best = _suggested(front)
    return Solution("narrowed" if narrowed else "all", problem.size, front, *best)


def _front(problem: Problem) -> tuple[Front, bool]:
    """Terms that clash are combined in full; of the free ones only what wastes nothing."""
    lanes = problem.lanes
    bound = sorted({term for pair in problem.clashes for term, _choice in pair})
    free = [term for term in range(len(problem.values)) if term not in bound]
    tied, cut = _tied(problem, bound, lanes)
    loose, cut_too = _loose(problem, free, lanes)
    narrowed, others = cut or cut_too, list(loose.wholes)
    if len(tied) * len(others) > MOST_PACKAGES:
        tied, narrowed = _promising(tied, problem, max(MOST_PACKAGES // len(others), 1)), True
    least = lanes.packed([floor + 1 for floor in problem.floors])
    found: dict[int, int] = {}
    for whole in tied:
        for one in lanes.at_least([whole + other for other in others], least):
            found.setdefault(one, whole)
    wholes = lanes.undominated(found) if len(tied) > 1 else list(found)

    def way_to(whole: int) -> Flat:
        return (*tied[found[whole]], *loose.way_to(whole - found[whole]))

    return Front(problem, wholes, way_to), narrowed


def _tied(problem: Problem, terms: Sequence[int], lanes: Lanes) -> tuple[dict[int, Flat], bool]:
    """Every package of terms that clash: worth the same they may still allow different things.

    Only whole ones are one for another.
    """
    rows: list[tuple[int, Flat]] = [(0, ())]
    narrowed = False
    for term in terms:
        worths = _worths(problem, term, lanes)
        rows = [
            (whole + more, (*taken, (term, at)))
            for whole, taken in rows
            for at, more in enumerate(worths)
            if problem.allows(taken, (term, at))
        ]
        if len(rows) > WIDEST and problem.size > MOST_PACKAGES:
            rows, narrowed = list(_promising(dict(rows), problem, WIDEST).items()), True
    return dict(reversed(rows)), narrowed


def _loose(problem: Problem, terms: Sequence[int], lanes: Lanes) -> tuple[Steps, bool]:
    """Term by term, without what wastes something; of packages worth the same one is enough."""
    steps, narrowed = Steps(terms=list(terms)), False
    for term in terms:
        worths = _worths(problem, term, lanes)
        joined: dict[int, int] = {}
        for whole in steps.wholes:
            for at, more in enumerate(worths):
                joined.setdefault(whole + more, at)
        kept = {one: joined[one] for one in lanes.undominated(joined)}
        if len(kept) > WIDEST and problem.size > MOST_PACKAGES:
            kept, narrowed = _promising(kept, problem, WIDEST), True
        steps.worths.append(worths)
        steps.lasts.append(kept)
    return steps, narrowed


def _worths(problem: Problem, term: int, lanes: Lanes) -> list[int]:
    return [lanes.packed(value) for value in problem.values[term]]


def _promising(rows: dict[int, Way], problem: Problem, most: int) -> dict[int, Way]:
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


def _suggested(front: Front) -> tuple[Package | None, ...]:
    """Fair, balanced, best for the worst off; among equals the first by its choices."""
    if not front:
        return None, None, None
    problem, gains = front.problem, front.gains
    best = [max(lane) for lane in gains]
    possible = [top - floor for top, floor in zip(problem.tops, problem.floors, strict=True)]
    return (
        front.first(_greatest([prod(one) for one in zip(*gains, strict=True)])),
        front.first(_evenest(gains, best)),
        front.first(_evenest(gains, possible)),
    )


def _greatest(worths: Sequence[Any]) -> list[int]:
    most = max(worths)
    return [place for place, worth in enumerate(worths) if worth == most]


def _evenest(gains: Sequence[Sequence[int]], wholes: Sequence[int]) -> list[int]:
    """Whose smallest share is the greatest; among these the next smallest decides.

    Shares as whole numbers over one common denominator.
    """
    common = lcm(*wholes)
    shares = [
        [gain * factor for gain in lane]
        for lane, factor in zip(gains, (common // whole for whole in wholes), strict=True)
    ]
    places = _greatest(list(map(min, *shares)))
    among = _greatest([sorted(lane[place] for lane in shares) for place in places])
    return [places[one] for one in among]


def _unwasted(problem: Problem, packages: Sequence[Package]) -> Front:
    lanes = problem.lanes
    rows: dict[int, Flat] = {}
    for one in packages:
        worth = [gain + floor for gain, floor in zip(one.gains, problem.floors, strict=True)]
        rows[lanes.packed(worth)] = tuple(enumerate(one.choices))
    return Front(problem, lanes.undominated(rows), rows.__getitem__)


def _beyond(problem: Problem, package: Package) -> Package | None:
    """Something better for one side and worse for none, if a bounded search meets it.

    Depth first; a branch ends where even the best of every further term cannot reach the package.
    """
    lanes = problem.lanes
    floors_and_gains = zip(package.gains, problem.floors, strict=True)
    target = lanes.packed([gain + floor for gain, floor in floors_and_gains])
    hopes = _hopes(problem, lanes)
    stack: list[tuple[int, Flat]] = [(0, ())]
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
