"""Packages over several terms, held against definitions tried out one by one."""

import random
import time
from itertools import product
from math import prod

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tongzhou.interests import solving
from tongzhou.interests.packages import Package, Problem
from tongzhou.interests.solving import solved

FULL = 1000


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small enough to try every package; few different values, so that ties are common."""
    sides = draw(st.integers(2, 4))
    worth = st.tuples(*[st.integers(0, 12)] * sides)
    terms = draw(st.lists(st.lists(worth, min_size=2, max_size=4), min_size=1, max_size=4))
    floors = draw(st.tuples(*[st.integers(0, 20)] * sides))
    places = [(term, at) for term, rows in enumerate(terms) for at in range(len(rows))]
    pair = st.tuples(st.sampled_from(places), st.sampled_from(places))
    clashes = draw(st.frozensets(pair.filter(lambda one: one[0][0] != one[1][0]), max_size=3)) \
        if len(terms) > 1 else frozenset()  # fmt: skip
    return Problem(tuple(map(tuple, terms)), floors, (FULL,) * sides, clashes)


def allowed(problem: Problem) -> list[tuple[int, ...]]:
    every = product(*(range(len(term)) for term in problem.values))
    return [
        one
        for one in every
        if not any(one[a] == x and one[b] == y for (a, x), (b, y) in problem.clashes)
    ]


def all_better(problem: Problem) -> list[tuple[int, ...]]:
    """The gains of every allowed package that leaves nobody without a gain, the slow way."""
    rows = [problem.gains_of(one) for one in allowed(problem)]
    return [row for row in rows if min(row) > 0]


def beats(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


WORTH_THE_SAME = Problem(
    (((2, 2), (2, 2)), ((2, 2), (3, 3))), (0, 3), (FULL, FULL), frozenset({((0, 0), (1, 1))})
)
"""Two choices of one worth, of which only the second allows the better package."""


@example(WORTH_THE_SAME)
@given(problems())
def test_what_is_suggested_is_what_trying_every_package_finds(problem: Problem) -> None:
    found, rows = solved(problem), all_better(problem)
    front = {row for row in rows if not any(beats(other, row) for other in rows)}
    assert {one.gains for one in found.front} == front
    if not front:
        assert (found.fair, found.balanced, found.protects) == (None, None, None)
        return
    best = [max(row[side] for row in rows) for side in range(len(problem.floors))]
    left = [top - floor for top, floor in zip(problem.tops, problem.floors, strict=True)]
    assert found.fair
    assert found.balanced
    assert found.protects
    assert prod(found.fair.gains) == max(map(prod, rows))
    assert smallest(found.balanced.gains, best) == max(smallest(row, best) for row in rows)
    assert smallest(found.protects.gains, left) == max(smallest(row, left) for row in rows)


@given(problems(), st.integers(2, 6))
def test_nothing_forbidden_worse_or_pointless_is_suggested_in_a_narrowed_space_either(
    problem: Problem, width: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "MOST_PACKAGES", width)
        patch.setattr(solving, "WIDEST", width)
        found = solved(problem)
    rows, possible = all_better(problem), set(allowed(problem))
    for one in (found.fair, found.balanced, found.protects):
        if one:
            assert one.choices in possible
            assert one.gains == problem.gains_of(one.choices)
            assert not any(beats(row, one.gains) for row in rows)


def test_a_space_that_is_too_large_says_that_it_was_narrowed() -> None:
    found = solved(drawn(terms=12, choices=6, sides=4))
    assert (found.method, found.size) == ("narrowed", 6**12)
    assert found.protects
    assert min(found.protects.gains) > 0


@pytest.mark.parametrize("opposed", [False, True])
def test_all_sixty_five_thousand_packages_are_weighed_in_time(*, opposed: bool) -> None:
    """Processor time, so that neighbours on the machine do not count; where all sides want the
    opposite of each other, nothing can be dropped on the way."""
    problem = drawn(terms=8, choices=4, sides=4, opposed=opposed)
    began = time.process_time()
    found = solved(problem)
    assert time.process_time() - began < 0.3
    assert (found.method, found.size) == ("all", 65_536)


def test_where_one_gains_what_the_other_loses_nothing_is_worse_than_anything() -> None:
    rows = tuple(tuple((value, 10 - value) for value in range(11)) for _term in range(4))
    found = solved(Problem(rows, (0, 0), (40, 40)))
    assert len(found.front) == 39
    assert found.protects == Package(found.protects.choices, (20, 20)) if found.protects else False


@settings(max_examples=30)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_sides_does_not_matter(problem: Problem, chance: random.Random) -> None:
    order = list(range(len(problem.floors)))
    chance.shuffle(order)

    def turn(row: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(row[side] for side in order)

    terms = tuple(tuple(turn(row) for row in term) for term in problem.values)
    turned = Problem(terms, turn(problem.floors), turn(problem.tops), problem.clashes)
    assert {turn(one.gains) for one in solved(problem).front} == {
        one.gains for one in solved(turned).front
    }


@pytest.mark.parametrize(
    ("values", "floors", "tops"),
    [
        ((((1,), (2,)),), (0,), (9,)),
        ((((1, 1),),), (0, 0), (9, 9)),
        ((), (0, 0), (9, 9)),
        ((((1, 1), (2,)),), (0, 0), (9, 9)),
        ((((1, -1), (2, 2)),), (0, 0), (9, 9)),
        ((((1, float("nan")), (2, 2)),), (0, 0), (9, 9)),
        ((((1, 1), (2, 2)),), (9, 0), (9, 9)),
    ],
)
def test_what_is_no_choice_between_sides_is_refused(values, floors, tops) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="side|term|value"):
        Problem(values, floors, tops)


def test_a_thousand_choices_of_one_term_are_weighed_like_four() -> None:
    rows = tuple((value % 97, value % 89) for value in range(1000))
    found = solved(Problem((rows, ((0, 5), (5, 0))), (1, 1), (200, 200)))
    assert found.method == "all"
    assert found.protects


def drawn(*, terms: int, choices: int, sides: int, opposed: bool = False) -> Problem:
    chance = random.Random(20231118)

    def worth() -> tuple[int, ...]:
        row = [chance.randint(0, 120) for _side in range(sides)]
        return tuple(120 - row[at - 1] if opposed and at % 2 else row[at] for at in range(sides))

    values = tuple(tuple(worth() for _choice in range(choices)) for _term in range(terms))
    return Problem(values, (200,) * sides, (120 * terms,) * sides)


def smallest(gains: tuple[int, ...], of: list[int]) -> list[float]:
    return sorted(gain / whole for gain, whole in zip(gains, of, strict=True))
