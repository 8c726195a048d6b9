"""The comparison of options, held against definitions written the slow way."""

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.interests.weighing import Mark, compared

scores = st.integers(0, 10)


@st.composite
def tables(draw: st.DrawFn, least: int = 3) -> tuple[list[list[int]], list[int]]:
    sides = draw(st.integers(least, 4))
    row = st.lists(scores, min_size=sides, max_size=sides)
    return draw(st.lists(row, min_size=2, max_size=5)), draw(row)


@given(tables())
def test_marks_are_what_their_definitions_say(table: tuple[list[list[int]], list[int]]) -> None:
    rows, floors = table
    sides = range(len(floors))
    gains = {
        place: [Fraction(row[side] - floors[side], 10 - floors[side]) for side in sides]
        for place, row in enumerate(rows)
        if all(row[side] > floors[side] for side in sides)
    }
    marks = compared(rows, floors)
    for place, mark in enumerate(marks):
        assert mark.all_better == (place in gains)
        assert mark.efficient == (not any(_beats(other, rows[place]) for other in rows))
        if place not in gains:
            assert (mark.rank, mark.fair, mark.balanced, mark.protects) == (
                None,
                False,
                False,
                False,
            )
            continue
        worst = [min(one) for one in gains.values()]
        assert mark.fair == (prod(gains[place]) == max(map(prod, gains.values())))
        if mark.protects:
            assert min(gains[place]) == max(worst)
    if gains:
        assert sum(mark.protects for mark in marks) >= 1
        assert sum(mark.balanced for mark in marks) >= 1


@given(tables(least=2))
def test_nothing_dominated_is_ever_suggested(table: tuple[list[list[int]], list[int]]) -> None:
    for mark in compared(*table):
        if mark.fair or mark.balanced or mark.protects:
            assert mark.efficient
            assert mark.all_better


@given(tables(), st.randoms(use_true_random=False))
def test_neither_the_order_of_sides_nor_of_options_matters(
    table: tuple[list[list[int]], list[int]], chance: object
) -> None:
    rows, floors = table
    order = list(range(len(floors)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    turned = compared([[row[side] for side in order] for row in rows], [floors[s] for s in order])
    assert turned == compared(rows, floors)
    assert compared(rows[::-1], floors) == compared(rows, floors)[::-1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(scores, scores), min_size=2, max_size=3), scores, scores)
def test_between_two_sides_no_score_of_the_other_follows(
    rows: list[tuple[int, int]], mine: int, theirs: int
) -> None:
    """Whoever knows its own scores and all marks still finds two values for each of the other's."""
    shown = compared(rows, [mine, theirs])
    possible: list[set[int]] = [set() for _ in range(len(rows) + 1)]
    for guess in product(range(11), repeat=len(rows) + 1):
        if len(set(guess)) == len(possible[0]) and all(len(one) > 1 for one in possible):
            break
        *others, floor = guess
        told = compared(
            [(row[0], other) for row, other in zip(rows, others, strict=True)], [mine, floor]
        )
        if told == shown:
            for found, value in zip(possible, guess, strict=True):
                found.add(value)
    assert all(len(found) > 1 for found in possible)


def test_between_two_sides_only_the_order_of_preference_counts() -> None:
    """1 against 10 here, 10 against 1 there: figures would tell who gave how much."""
    close = compared([(6, 9), (9, 6)], [1, 1])
    far = compared([(6, 10), (9, 2)], [1, 1])
    assert close == far
    assert not any(mark.fair or mark.balanced for mark in close)


def test_the_storys_conflict_has_an_option_that_is_good_for_three() -> None:
    """Market, product, service over: sharing first, optimise then share, in steps, optimise only."""
    rows = [(9, 3, 4), (8, 8, 6), (6, 7, 8), (2, 9, 7)]
    marks = compared(rows, [5, 5, 5])
    assert [mark.all_better for mark in marks] == [False, True, True, False]
    assert marks[1].fair
    assert marks[2].rank is not None
    assert all(mark.efficient for mark in marks)


@pytest.mark.parametrize(
    ("rows", "floors"),
    [([[5]], [5]), ([[5, 11]], [5, 5]), ([[5, -1]], [5, 5]), ([[5]], [5, 5]), ([[5, 5]], [5, 12])],
)
def test_what_is_no_comparison_is_refused(rows: list[list[int]], floors: list[int]) -> None:
    with pytest.raises(ValueError, match="score|sides"):
        compared(rows, floors)


def test_all_equal_scores_leave_every_option_with_the_same_marks() -> None:
    assert set(compared([[7, 7, 7]] * 4, [5, 5, 5])) == {
        Mark(all_better=True, efficient=True, rank=1, fair=True, balanced=True, protects=True)
    }


def _beats(one: list[int], other: list[int]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
