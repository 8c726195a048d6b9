"""≥ 99 % of defects put into real tables are found, and < 1 % of sound rows are blamed."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.plans.seeded.mutations import MUTATIONS, Broken
from tests.plans.seeded.tables import SHARED, own_tables, shared_tables
from tongzhou.plans.checker import Facts, check
from tongzhou.plans.checker.wording import is_checkable

EACH, FEW = 200, 20
real = pytest.mark.skipif(not SHARED.exists(), reason="the real tables lie beside the checkout")
Mutation = Callable[[Facts, random.Random], Broken]


@cache
def tables() -> list[Facts]:
    return shared_tables()


def is_found(broken: Broken) -> bool:
    facts, key, row = broken
    return any(one.key == key and (row is None or one.task == row) for one in check(facts))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_a_defect_in_a_small_table_is_found(mutation: Mutation) -> None:
    for seed in range(FEW):
        assert is_found(mutation(own_tables()[0], random.Random(seed))), seed


def test_nothing_is_said_of_a_small_sound_table() -> None:
    assert [one.sentence for table in own_tables() for one in check(table)] == []


def test_criteria_of_every_trade_are_told_apart_by_whether_anybody_can_check_them() -> None:
    """Written before anybody looked at the words the checker knows, a hundred at a time."""
    vague, sharp = (_phrases(name) for name in ("vague.txt", "sharp.txt"))
    missed = [one for one in vague if is_checkable(one)]
    blamed = [one for one in sharp if not is_checkable(one)]
    assert len(missed) <= len(vague) / 100, missed
    assert len(blamed) < len(sharp) / 100, blamed


@real
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_ninety_nine_of_a_hundred_defects_in_real_tables_are_found(mutation: Mutation) -> None:
    missed = []
    for seed in range(EACH):
        dice = random.Random(f"{mutation.__name__} {seed}")
        broken = mutation(dice.choice(tables()), dice)
        if not is_found(broken):
            missed.append(broken)
    assert len(missed) <= EACH // 100, [_shown(one) for one in missed[:9]]


@real
def test_fewer_than_one_in_a_hundred_sound_real_rows_is_blamed() -> None:
    rows = sum(len(table.rows) for table in tables())
    blamed = [one for table in tables() for one in check(table)]
    assert rows > 500
    assert len({one.task for one in blamed}) < rows / 100, [one.sentence for one in blamed][:30]


def _phrases(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


def _shown(broken: Broken) -> str:
    facts, key, row = broken
    meant = [one for one in facts.rows if one.id == row]
    return (
        " ".join(f"{one.deliverable} {one.criteria} {one.start} {one.end}" for one in meant) or key
    )
