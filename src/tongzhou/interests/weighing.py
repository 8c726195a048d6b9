"""Comparing options by what every side gains over «no deal»: pure arithmetic, no rows.

Scores and floors are whole numbers from 0 to 10. What is made public of a comparison are marks and
ranks, never figures. With two sides even the comparison of gains would betray: whoever knows its
own gain could work out the other's. Between two sides therefore only the order counts in which each
side prefers the options (docs/decisions/0016-scores-stay-with-their-side.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

LEAST, MOST = 0, 10
FEWEST_SIDES_FOR_GAINS = 3
Gains = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What everybody may know of an option.

    `all_better`: every side prefers it to no deal. `efficient`: no other option is better for one
    side and worse for none. `rank` counts from the option that is best for its worst-off side.
    `fair` has the greatest product of gains, `balanced` brings every side equally far towards its
    best, `protects` is best for the worst-off side.
    """

    all_better: bool
    efficient: bool
    rank: int | None
    fair: bool
    balanced: bool
    protects: bool


def compared(
    scores: Sequence[Sequence[int]], floors: Sequence[int], *, voices: int | None = None
) -> list[Mark]:
    """`scores[option][side]`; one mark for each option, in the same order.

    `voices` is how many know only their own: fewer than sides where somebody answers for several.
    """
    _check(scores, floors)
    better = [all(mine > floor for mine, floor in zip(row, floors, strict=True)) for row in scores]
    candidates = [place for place, good in enumerate(better) if good]
    counts_gains = (len(floors) if voices is None else voices) >= FEWEST_SIDES_FOR_GAINS
    gains = _gains(scores, floors) if counts_gains else _places(scores, candidates)
    worst_first = {place: tuple(sorted(gains[place])) for place in candidates}
    order = sorted(set(worst_first.values()), reverse=True)
    fair = _fairest(gains, candidates) if counts_gains else set()
    balanced = _most_balanced(gains, candidates) if counts_gains else set()
    return [
        Mark(
            all_better=better[place],
            efficient=is_efficient(place, scores),
            rank=order.index(worst_first[place]) + 1 if better[place] else None,
            fair=place in fair,
            balanced=place in balanced,
            protects=better[place] and worst_first[place] == order[0],
        )
        for place in range(len(scores))
    ]


def is_efficient(place: int, scores: Sequence[Sequence[int]]) -> bool:
    return not any(dominates(other, scores[place]) for other in scores)


def dominates(one: Sequence[int], other: Sequence[int]) -> bool:
    """Better for somebody, worse for nobody."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def _gains(scores: Sequence[Sequence[int]], floors: Sequence[int]) -> list[Gains]:
    """How much of what lies above its floor each side gets; nothing where it is not better."""
    return [
        tuple(
            Fraction(mine - floor, MOST - floor) if mine > floor else Fraction(0)
            for mine, floor in zip(row, floors, strict=True)
        )
        for row in scores
    ]


def _places(scores: Sequence[Sequence[int]], candidates: Sequence[int]) -> list[Gains]:
    """Instead of gains: how many of the options in question each side likes better, as a minus."""
    sides = range(len(scores[0]))
    return [
        tuple(
            Fraction(-len({scores[other][side] for other in candidates if scores[other][side] > row[side]}))
            for side in sides
        )
        for row in scores
    ]  # fmt: skip


def _fairest(gains: Sequence[Gains], candidates: Sequence[int]) -> set[int]:
    return _best({place: (prod(gains[place], start=Fraction(1)),) for place in candidates})


def _most_balanced(gains: Sequence[Gains], candidates: Sequence[int]) -> set[int]:
    """Each side's gain as a share of the most it could get from any option in question."""
    if not candidates:
        return set()
    most = [max(gains[place][side] for place in candidates) for side in range(len(gains[0]))]
    shares = {
        place: tuple(sorted(gain / best for gain, best in zip(gains[place], most, strict=True)))
        for place in candidates
    }
    return _best(shares)


def _best(values: dict[int, tuple[Fraction, ...]]) -> set[int]:
    top = max(values.values(), default=None)
    return {place for place, value in values.items() if value == top}


def _check(scores: Sequence[Sequence[int]], floors: Sequence[int]) -> None:
    if len(floors) < 2:
        raise ValueError("a comparison needs two sides")
    for value in [*floors, *(value for row in scores for value in row)]:
        if not LEAST <= value <= MOST:
            raise ValueError(f"{value} is no score from {LEAST} to {MOST}")
    if any(len(row) != len(floors) for row in scores):
        raise ValueError("every side scores every option")
