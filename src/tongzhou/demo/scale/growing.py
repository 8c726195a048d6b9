"""Grows the company, a hundred collaborations at a time, then tells its journal."""

import random
from collections.abc import Callable
from heapq import merge
from uuid import UUID

from django.db import transaction

from tongzhou.core import clock, planner
from tongzhou.demo.company import FOUNDED, Company, build
from tongzhou.demo.scale import (
    cases,
    endings,
    entries,
    rhythm,
    signing,
    tables,
    today,
    troubles,
    turns,
)
from tongzhou.demo.scale.cases import Case
from tongzhou.demo.scale.house import House
from tongzhou.demo.scale.sizes import Size, state_of
from tongzhou.journal.actions import cursors
from tongzhou.journal.actions.facts import take_over
from tongzhou.journal.actions.past import record_past
from tongzhou.knowledge.actions import reindex_all

SEED = 2026
CHUNK = 100
Say = Callable[[str, int, int], None]
"""What is being written, how many there are, how many there will be (0: nobody knows yet)."""


def found(password: str, times: int, say: Say) -> Company:
    """The company is entered some months before its collaborations begin."""
    size = Size.of(times)
    with clock.at(clock.now() - FOUNDED):
        company = build(password, size=size.people)
    say("people", len(company.people), size.people)
    grow(company, size, say)
    return company


def grow(company: Company, size: Size, say: Say) -> None:
    """The same company on every machine and day; its dates count back from now."""
    chance = random.Random(SEED)  # noqa: S311 — words, not secrets
    house = House(company, clock.now())
    made = cases.cases([state_of(place) for place in range(size.cases)], house, chance)
    rows = _rows(made, size)
    for begin in range(0, len(made), CHUNK):
        chunk = made[begin : begin + CHUNK]
        with transaction.atomic():
            _write(chunk, rows, house, chance)
        say("collaborations", begin + len(chunk), len(made))
    house.keep_numbers()
    lives = merge(*(entries.of(case, house) for case in made), key=lambda one: one.at)
    record_past(lives, told=lambda seq: say("entries", seq, 0))
    take_over()
    cursors.skip()
    say("lively", today.live(company, made, house), 0)
    say("documents", reindex_all(), 0)
    planner.count_again()


def _rows(made: list[Case], size: Size) -> dict[UUID, int]:
    """By collaboration; the longest table belongs to something that is being delivered."""
    planned = [case for case in made if case.life.reached("dividing")]
    planned.sort(key=lambda case: case.state != "delivering")
    lengths = size.rows(len(planned))
    return {case.row.pk: rows for case, rows in zip(planned, lengths, strict=True)}


def _write(chunk: list[Case], rows: dict[UUID, int], house: House, chance: random.Random) -> None:
    for case in chunk:
        tables.plan(case, rows.get(case.row.pk, 0), house, chance)
    said = rhythm.tell(chunk, house, chance)
    troubles.tell(chunk, house, chance)
    cases.write(chunk, house)
    tables.write(chunk)
    signing.write(chunk, house)
    rhythm.write(chunk, said)
    troubles.write(chunk)
    endings.write(chunk, house)
    turns.write(chunk, house)
