"""Deliveries and how they were judged, retrospectives and what was learned."""

from datetime import datetime, time, timedelta

from tongzhou.core import clock
from tongzhou.core.loading import load
from tongzhou.demo.scale.cases import Case
from tongzhou.demo.scale.house import House
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.models import (
    Acceptance,
    Delivery,
    Improvement,
    Judgement,
    Retrospective,
    View,
)
from tongzhou.plans.models import Criterion, Task

HOUR = timedelta(hours=1)
APART = timedelta(minutes=20)
LESSON = "周四下午先提醒一次进度更新，缺口当天补齐"


def write(made: list[Case], house: House) -> None:
    finished = [case for case in made if case.life.reached("accepting")]
    for case in finished:
        case.deliveries = [_delivery(case, task) for task in case.tasks]
    deliveries = [one for case in finished for one in case.deliveries]
    Delivery.objects.bulk_create(deliveries)
    judged = [
        _acceptance(case, delivery, house)
        for case in finished
        for delivery in case.deliveries
        if delivery.state == "accepted"
    ]
    Acceptance.objects.bulk_create(judged)
    tasks = [one.delivery.task_id for one in judged]
    criteria = {one.task_id: one for one in Criterion.objects.filter(task__in=tasks)}
    met = (
        (one.pk, found.pk, found.text, "met")
        for one in judged
        if (found := criteria.get(one.delivery.task_id))
    )
    load(Judgement, ("acceptance_id", "criterion_id", "text", "verdict"), met)
    _look_back([case for case in finished if case.life.reached("reviewing")], house)


def delivered_at(case: Case, task: Task) -> datetime:
    """One after the other; the last one when the collaboration went on to acceptance."""
    return case.life.delivered - APART * (len(case.tasks) - task.number)


def accepted_at(case: Case, task: Task) -> datetime:
    """The last one when the retrospective opened."""
    if case.state == "accepting":
        return delivered_at(case, task) + timedelta(minutes=10)
    return delivered_at(case, task) + 4 * HOUR


def acceptor(case: Case, task: Task, house: House) -> tuple[Department, Person]:
    """As `outcomes.policy.accepting_departments`: never the delivering side alone."""
    if task.department_id != case.initiator.pk:
        return case.initiator, case.row.person_in_charge
    supporting = case.departments[task.number % len(case.departments)]
    return supporting, house.liaison(supporting)


def _delivery(case: Case, task: Task) -> Delivery:
    return Delivery(
        task=task, round=1, evidence=f"{task.deliverable}已放在共享目录，按验收标准自检通过。",
        state=task.state, by=case.carriers[task.pk], at=delivered_at(case, task),
    )  # fmt: skip


def _acceptance(case: Case, delivery: Delivery, house: House) -> Acceptance:
    department, person = acceptor(case, delivery.task, house)
    return Acceptance(
        delivery=delivery, result="accepted", sentence="对照标准，达标。", department=department,
        by=person, at=accepted_at(case, delivery.task),
    )  # fmt: skip


def _look_back(cases: list[Case], house: House) -> None:
    for case in cases:
        case.retrospective = _retrospective(case)
    Retrospective.objects.bulk_create(case.retrospective for case in cases if case.retrospective)
    View.objects.bulk_create(
        View(
            retrospective=case.retrospective, person=case.row.person_in_charge, highlight="口径先签字再开工，没有返工",
            shortfall="第二周有两次更新晚了", suggestion="周四先提醒一次", at=viewed_at(case),
        )
        for case in cases
    )  # fmt: skip
    closed = [case for case in cases if case.state == "archived"]
    for case in closed:
        case.improvement = _improvement(case, house)
    Improvement.objects.bulk_create(case.improvement for case in closed if case.improvement)


def viewed_at(case: Case) -> datetime:
    return case.life.delivered + 10 * HOUR


def done_at(case: Case) -> datetime:
    """When what was learned changed something."""
    return case.life.closed + timedelta(days=12)


def _retrospective(case: Case) -> Retrospective:
    made = Retrospective(collaboration=case.row, due_at=opened_at(case) + timedelta(days=7))
    if case.state == "archived":
        made.state, made.version, made.closed_at = "closed", 2, case.life.closed
        made.goal_result = f"目标：{case.row.goal} 结果：全部达成。"
        made.highlights, made.shortfalls = "口径先签字再开工，没有返工", "第二周有两次更新晚了"
    return made


def opened_at(case: Case) -> datetime:
    return case.life.delivered + 4 * HOUR


def _improvement(case: Case, house: House) -> Improvement:
    due = (case.life.closed + timedelta(days=30)).astimezone(clock.zone()).date()
    done = done_at(case) < house.now
    return Improvement(
        retrospective=case.retrospective, text=LESSON, owner=case.row.person_in_charge, due=due,
        kind="rule", state="done" if done else "open", done_at=done_at(case) if done else None,
    )  # fmt: skip


def end_of_day(improvement: Improvement) -> datetime:
    return datetime.combine(improvement.due, time(18), tzinfo=clock.zone())
