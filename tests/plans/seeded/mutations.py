"""One defect put into a sound table, and the class and row under which it must be found.

Written apart from the checker: nothing here reads its rules, its words or its constants.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from tests.plans.seeded.phrases import nothing, respelt, vague
from tongzhou.plans.checker import Absence, AskFact, Candidate, Facts, Load, Resource
from tongzhou.plans.rows import DepartmentRef, Row, Seat, Wait

SPACE = UUID(int=8)
Broken = tuple[Facts, str, UUID | None]
STRANGER = DepartmentRef(uuid5(SPACE, "法务部"), "法务部", 3, "/hq/law/")


def _put(facts: Facts, row: Row) -> Facts:
    return replace(facts, rows=tuple(row if one.id == row.id else one for one in facts.rows))


def _pick(facts: Facts, dice: random.Random) -> Row:
    return dice.choice(facts.rows)


def _other(row: Row, name: str, **given: object) -> Seat:
    home = row.department
    return Seat(name, 1, home.id, home.path, uuid5(SPACE, name), **given)  # type: ignore[arg-type]


def nobody_accountable(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    bare = (Seat("部门经理", 1, row.department.id, row.department.path),)
    seats = {**row.seats, "A": dice.choice(((), bare))}
    return _put(facts, replace(row, seats=seats)), "no_accountable", row.id


def two_accountable(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    more = tuple(_other(row, f"副手{at}") for at in range(dice.choice((1, 1, 2))))
    seats = {**row.seats, "A": (*row.accountable, *more)}
    return _put(facts, replace(row, seats=seats)), "two_accountable", row.id


def nobody_responsible(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    bare = (Seat("工程师", 1, row.department.id, row.department.path),)
    seats = {**row.seats, "R": dice.choice(((), bare))}
    return _put(facts, replace(row, seats=seats)), "no_responsible", row.id


def departed(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    letter = dice.choice("AR")
    seats = list(row.seats[letter])
    at = dice.randrange(len(seats))
    seats[at] = replace(seats[at], is_active=False)
    return _put(facts, replace(row, seats={**row.seats, letter: tuple(seats)})), "absent", row.id


def away(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    assert row.end
    seat = dice.choice((*row.accountable, *row.responsible))
    assert seat.person
    since, until = (
        row.end - timedelta(days=dice.randrange(9)),
        row.end + timedelta(days=dice.randrange(9)),
    )
    absence = Absence(since, until, Candidate(uuid5(SPACE, "代理"), "代理"))
    return replace(facts, absences={seat.person: (absence,)}), "away", row.id


def outsider(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    stranger = Seat("外人", 1, STRANGER.id, STRANGER.path, uuid5(SPACE, "外人"))
    return _put(facts, replace(row, seats={**row.seats, "A": (stranger,)})), "outsider", row.id


def dissolved(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    return replace(facts, dissolved={row.department.id: STRANGER}), "dissolved", row.id


def no_deliverable(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    return _put(facts, replace(row, deliverable=nothing(dice))), "no_deliverable", row.id


def no_criterion(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    texts = dice.choice(((), (nothing(dice),), (nothing(dice), nothing(dice))))
    return _put(facts, replace(row, criteria=texts)), "no_criterion", row.id


def uncheckable(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    texts = [*row.criteria[:2], vague(dice)]
    dice.shuffle(texts)
    return _put(facts, replace(row, criteria=tuple(texts))), "uncheckable", row.id


def no_dates(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    gone = dice.choice(({"start": None}, {"end": None}, {"start": None, "end": None}))
    return _put(facts, replace(row, **gone)), "no_dates", row.id  # type: ignore[arg-type]


def ends_before_start(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    assert row.start
    end = row.start - timedelta(days=dice.randrange(1, 60))
    return _put(facts, replace(row, end=end)), "ends_before_start", row.id


def short_buffer(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    return _put(facts, replace(row, buffer_days=dice.randrange(3))), "short_buffer", row.id


def against_dependency(facts: Facts, dice: random.Random) -> Broken:
    """The bound of the four kinds on weekdays counted one by one; the row is put before it."""
    before, row = dice.sample(facts.rows, 2)
    assert before.start
    assert before.end
    kind, lag = dice.choice(("FS", "SS", "FF", "SF")), dice.choice((0, 0, 1, 3, 5, -2))
    bound = before.end if kind[0] == "F" else before.start
    for _step in range(abs(lag) + (kind == "FS" and lag >= 0)):
        bound = _weekday(bound, 1 if lag >= 0 else -1)
    if kind == "FS" and lag < 0:
        bound = _weekday(bound, 1)
    moved = _weekday(bound - timedelta(days=dice.choice((0, 0, 0, 3, 10))), -1)
    length = timedelta(days=dice.choice((0, 4, 11)))
    starts = kind[1] == "S"
    start, end = (moved, moved + length) if starts else (moved - length, moved)
    wait = Wait(before.id, before.number, kind, lag)
    late = replace(row, start=start, end=end, waits_for=(wait,))
    return _put(facts, late), "dependency_dates", row.id


def in_a_circle(facts: Facts, dice: random.Random) -> Broken:
    some = dice.sample(facts.rows, dice.choice((2, 2, 3, min(5, len(facts.rows)))))
    for row, on in zip(some, (*some[1:], some[0]), strict=True):
        facts = _put(facts, replace(row, waits_for=(Wait(on.id, on.number, "FS", 0),)))
    return facts, "circle", None


def claimed_twice(facts: Facts, dice: random.Random) -> Broken:
    row, later = sorted(dice.sample(facts.rows, 2), key=lambda one: one.number)
    same = replace(later, deliverable=respelt(row.deliverable, dice))
    return _put(facts, same), "claimed_twice", later.id


def overloaded(facts: Facts, dice: random.Random) -> Broken:
    """Two weeks hold ten person-days: more than that in one row, or together with other work."""
    row = _pick(facts, dice)
    assert row.start
    assert row.end
    seat = row.responsible[0]
    assert seat.person
    if dice.random() < 0.5:
        heavy = replace(
            row, seats={**row.seats, "R": (seat,)}, effort_days=Decimal(dice.randrange(12, 60))
        )
        return _put(facts, heavy), "overload", row.id
    own = replace(row, seats={**row.seats, "R": (seat,)}, effort_days=Decimal(4))
    load = Load(seat.person, row.start, row.end, Decimal(dice.randrange(8, 40)))
    return replace(_put(facts, own), loads=(load,)), "overload", row.id


def agreed_without_row(facts: Facts, dice: random.Random) -> Broken:
    row = dice.choice(facts.rows[1:])
    return _put(facts, replace(row, ask=None)), "uncovered", None


def asked_and_open(facts: Facts, dice: random.Random) -> Broken:
    ask = AskFact(uuid5(SPACE, str(dice.random())), "两名开发", _pick(facts, dice).department)
    return replace(facts, unanswered=(ask,)), "unanswered", None


def needed_of_nobody(facts: Facts, dice: random.Random) -> Broken:
    return replace(facts, resources=(Resource("法务部 1 名审核", STRANGER),)), "resource", None


def invited_without_part(facts: Facts, dice: random.Random) -> Broken:
    return replace(facts, parties=(*facts.parties, STRANGER)), "idle_party", None


def not_informed(facts: Facts, dice: random.Random) -> Broken:
    row = _pick(facts, dice)
    gone = Seat("走了的人", 1, STRANGER.id, STRANGER.path, uuid5(SPACE, "走"), is_active=False)
    seats = {**row.seats, "I": dice.choice(((), (gone,)))}
    return _put(facts, replace(row, supports=(STRANGER,), seats=seats)), "uninformed", row.id


def _weekday(day: date, step: int) -> date:
    day += timedelta(days=step)
    while day.weekday() > 4:
        day += timedelta(days=step)
    return day


MUTATIONS: tuple[Callable[[Facts, random.Random], Broken], ...] = (
    nobody_accountable, two_accountable, nobody_responsible, departed, away, outsider, dissolved,
    no_deliverable, no_criterion, uncheckable, no_dates, ends_before_start, short_buffer,
    against_dependency, in_a_circle, claimed_twice, overloaded, agreed_without_row, asked_and_open,
    needed_of_nobody, invited_without_part, not_informed,
)  # fmt: skip
