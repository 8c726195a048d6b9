"""Whose move it is: the balls that `balls.settle` would have left."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Ball
from tongzhou.core import clock
from tongzhou.core.loading import load
from tongzhou.demo.scale import endings
from tongzhou.demo.scale.cases import Case
from tongzhou.demo.scale.house import House
from tongzhou.demo.scale.signing import signers
from tongzhou.plans.models import Task
from tongzhou.problems.actions.locking import HOURS_TO_ANSWER
from tongzhou.progress.actions.expecting import WEEK, deadline_after, week_of

HOURS = 24
"""Working hours for a signature, and for an acceptance."""
BALL = (
    "collaboration_id", "kind", "matter", "state", "title", "department_id", "person_id",
    "deputy_id", "waiting_id", "since", "due_at",
)  # fmt: skip
Turn = tuple[Any, ...]


def write(made: list[Case], house: House) -> None:
    load(Ball, BALL, (ball for case in made for ball in _balls(case, house)))


def _balls(case: Case, house: House) -> Iterator[Turn]:
    yield from _notices(case)
    yield from _problems(case, house)
    match case.state:
        case "asking":
            yield from _asks(case, house)
        case "dividing":
            yield _initiator(case, _end_of(case, house))
        case "signing":
            yield from _heads(case, house)
        case "delivering":
            yield from _updates(case, house)
        case "accepting":
            yield from _acceptances(case, house)
        case "reviewing":
            yield _initiator(case, case.life.since + WEEK)
            yield from _retrospective(case)
        case "archived":
            yield from _improvement(case)


def _ball(case: Case, kind: str, matter: UUID, state: str, title: str, holder: Holder) -> Turn:
    people = [one.pk if one else None for one in (holder.person, holder.deputy, holder.waiting)]
    return (
        case.row.pk, kind, matter, state, title[:200], holder.department.pk, *people,
        case.life.since, holder.due_at,
    )  # fmt: skip


def _initiator(case: Case, due_at: datetime) -> Turn:
    holder = Holder(department=case.initiator, person=case.row.person_in_charge, due_at=due_at)
    return _ball(case, "collaboration", case.row.pk, case.state, case.row.name, holder)


def _end_of(case: Case, house: House) -> datetime:
    assert case.row.wanted_date
    day = house.calendar.add_working_days(case.row.wanted_date + timedelta(days=1), -1)
    return datetime.combine(day, time(18), tzinfo=clock.zone())


def _asks(case: Case, house: House) -> Iterator[Turn]:
    for ask in case.asks:
        if ask.state != "sent":
            continue
        due_at = house.calendar.add_working_hours(case.life.sent, ask.department.response_hours)
        holder = Holder(
            department=ask.department, person=house.liaison(ask.department),
            waiting=case.row.person_in_charge, due_at=due_at,
        )  # fmt: skip
        yield _ball(case, "ask", ask.pk, "sent", ask.title, holder)


def _heads(case: Case, house: House) -> Iterator[Turn]:
    assert case.version
    signed = signers(case, house)
    due_at = house.calendar.add_working_hours(case.life.circulated, HOURS)
    for department in case.departments:
        if department not in signed:
            holder = Holder(
                department=department, person=department.head, deputy=department.deputy,
                waiting=case.row.person_in_charge, due_at=due_at,
            )  # fmt: skip
            yield _ball(case, "version", case.version.pk, "circulating", case.row.name, holder)


def _updates(case: Case, house: House) -> Iterator[Turn]:
    newest = case.rounds[-1] if case.rounds else None
    since = newest.week if newest else None
    said = {
        update.task
        for update in case.updates
        if since and week_of(update.at.astimezone(clock.zone()).date()) >= since
    }
    for task in case.tasks:
        is_owed = newest and task.pk not in said and _has_begun(task, newest.due_at)
        due_at = newest.due_at if newest and is_owed else _next_due(task, house)
        holder = Holder(
            department=task.department, person=case.carriers[task.pk],
            deputy=task.department.deputy, waiting=case.row.person_in_charge, due_at=due_at,
        )  # fmt: skip
        state = "open" if is_owed else "coming"
        yield _ball(case, "check_in", task.pk, state, task.name, holder)


def _has_begun(task: Task, due_at: datetime) -> bool:
    return task.start is None or task.start <= due_at.astimezone(clock.zone()).date()


def _next_due(task: Task, house: House) -> datetime:
    coming = week_of(house.now.astimezone(clock.zone()).date()) + WEEK
    return deadline_after(max(coming, task.start or coming))


def _notices(case: Case) -> Iterator[Turn]:
    """One that is being dealt with lies with whoever is in charge, without a clock."""
    for one in case.troubles.notices:
        if one.state == "acknowledged":
            holder = Holder(
                department=case.initiator, person=case.row.person_in_charge,
                deputy=case.initiator.head, waiting=one.by,
            )  # fmt: skip
            yield _ball(case, "risk_notice", one.pk, one.state, one.fact, holder)


def _problems(case: Case, house: House) -> Iterator[Turn]:
    for one in case.troubles.problems:
        if one.row.state == "open":
            raised, other = one.sides
            due_at = house.calendar.add_working_hours(one.row.raised_at, HOURS_TO_ANSWER)
            holder = Holder(
                department=other.department, person=house.liaison(other.department),
                deputy=other.department.head, waiting=raised.by, due_at=due_at,
            )  # fmt: skip
            yield _ball(case, "problem", one.row.pk, "open", raised.fact, holder)


def _acceptances(case: Case, house: House) -> Iterator[Turn]:
    waiting = (one for one in case.deliveries if one.state == "delivered")
    for delivery in waiting:
        department, person = endings.acceptor(case, delivery.task, house)
        holder = Holder(
            department=department, person=person, deputy=department.head, waiting=delivery.by,
            due_at=house.calendar.add_working_hours(delivery.at, HOURS),
        )  # fmt: skip
        yield _ball(case, "delivery", delivery.pk, "delivered", delivery.task.name, holder)


def _retrospective(case: Case) -> Iterator[Turn]:
    assert case.retrospective
    made = partial(_ball, case, "retrospective", case.retrospective.pk, "silent", case.row.name)
    yield made(
        Holder(
            department=case.initiator, person=case.row.person_in_charge,
            deputy=case.initiator.head, due_at=case.retrospective.due_at,
        )
    )  # fmt: skip


def _improvement(case: Case) -> Iterator[Turn]:
    assert case.improvement
    if case.improvement.state == "open":
        holder = Holder(
            department=case.initiator, person=case.improvement.owner,
            waiting=case.row.person_in_charge, due_at=endings.end_of_day(case.improvement),
        )  # fmt: skip
        made = case.improvement
        yield _ball(case, "improvement", made.pk, "open", made.text, holder)
