"""One question that shows whether points and scores say what a department means. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

FIRST, SECOND, SAME = "first", "second", "same"
ANSWERS = (FIRST, SECOND, SAME)
LEEWAY = 10
"""Percent of the larger difference within which both ways count as about the same."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An open point as one side weighs it: its best and its worst way, and what lies between."""

    term: UUID
    best: UUID
    worst: UUID
    swing: int


@dataclass(frozen=True, slots=True)
class Question:
    """Rather `first` at its best and `second` at its worst, or the other way round?"""

    first: Weighed
    second: Weighed

    def fits(self, answer: str) -> bool:
        more, less = (
            max(self.first.swing, self.second.swing),
            min(self.first.swing, self.second.swing),
        )
        if (more - less) * 100 <= more * LEEWAY:
            return answer in ANSWERS
        return answer == (FIRST if self.first.swing > self.second.swing else SECOND)


def weighed(
    term: UUID, points: int, scores: Mapping[UUID, int], choices: Sequence[UUID]
) -> Weighed:
    best = max(choices, key=scores.__getitem__)
    worst = min(choices, key=scores.__getitem__)
    return Weighed(term, best, worst, points * (scores[best] - scores[worst]))


def question(rows: Sequence[Weighed]) -> Question | None:
    """Between the two points that matter most, in the order of the page; None where only one does."""
    places = sorted(range(len(rows)), key=lambda place: -rows[place].swing)[:2]
    if len(places) < 2 or not all(rows[place].swing for place in places):
        return None
    first, second = sorted(places)
    return Question(rows[first], rows[second])
