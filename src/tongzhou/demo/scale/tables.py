"""Division tables: who hands over what until when, how it is checked, what waits for what."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tongzhou.core.loading import load
from tongzhou.demo.scale import words
from tongzhou.demo.scale.cases import Case
from tongzhou.demo.scale.house import House
from tongzhou.org.models import Department
from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task

DONE = {"reviewing": "accepted", "archived": "accepted"}
EFFORTS = (None, None, Decimal("0.5"), Decimal(1))
"""Half of the rows are estimated; everybody carries some forty rows at a time."""


def plan(case: Case, rows: int, house: House, chance: random.Random) -> None:
    """Departments take turns; each works through its own steps, five days apart."""
    if not case.life.reached("dividing"):
        return
    asks = {ask.department_id: ask for ask in case.asks}
    for number in range(1, rows + 1):
        step, place = divmod(number - 1, len(case.departments))
        department = case.departments[place]
        thing = words.item(department.code, step, chance)
        start = case.day(4 + 5 * (step % 8))
        task = Task(
            collaboration=case.row, number=number, position=number, name=thing.name,
            department=department, start=start, end=start + timedelta(days=chance.randint(9, 20)),
            buffer_days=chance.choice((3, 3, 4, 5)), deliverable=thing.deliverable,
            ask=asks.get(department.pk) if step == 0 else None,
            effort_days=chance.choice(EFFORTS),
        )  # fmt: skip
        case.criteria[task.pk] = thing.criterion
        case.carriers[task.pk] = house.member(department, chance.randrange(1_000))
        case.leads[task.pk] = house.lead(department, chance.randrange(1_000))
        case.tasks.append(task)
    _let_them_stand(case, chance)


def done_by(task: Task, day: date) -> int:
    """Percent, as long as the work goes as planned."""
    assert task.start
    assert task.end
    length = max((task.end - task.start).days, 1)
    return max(0, min(100, 100 * (day - task.start).days // length // 5 * 5))


def _let_them_stand(case: Case, chance: random.Random) -> None:
    for task in case.tasks:
        if case.state in DONE:
            task.state, task.percent = DONE[case.state], 100
        elif case.state == "accepting":
            task.state, task.percent = chance.choice(("accepted", "accepted", "delivered")), 100
    if case.state == "accepting":
        case.tasks[0].state = "delivered"


def write(made: list[Case]) -> None:
    Task.objects.bulk_create(task for case in made for task in case.tasks)
    load(
        Role,
        ("task_id", "letter", "person_id", "department_id"),
        (role for case in made for role in _roles(case)),
    )
    load(
        Criterion,
        ("task_id", "position", "text"),
        ((key, 1, text) for case in made for key, text in case.criteria.items()),
    )
    supports = ((task.pk, one.pk) for case in made for task, one in _supported(case))
    load(Support, ("task_id", "department_id"), supports)
    load(Dependency, ("task_id", "on_id", "kind"), (link for case in made for link in _links(case)))


def _roles(case: Case) -> Iterator[tuple[Any, ...]]:
    for task in case.tasks:
        yield task.pk, "R", case.carriers[task.pk].pk, None
        yield task.pk, "A", case.leads[task.pk].pk, None
    for task, supporting in _supported(case):
        yield task.pk, "I", None, supporting.pk


def _supported(case: Case) -> Iterator[tuple[Task, Department]]:
    """Every second row needs the department whose turn comes next."""
    for task in case.tasks[::2]:
        yield task, case.departments[task.number % len(case.departments)]


def _links(case: Case) -> Iterator[tuple[UUID, UUID, str]]:
    """Every fifth row starts with, never before, the one above it in another department."""
    for before, task in zip(case.tasks, case.tasks[1:], strict=False):
        if task.number % 5 == 0 and before.start and task.start and before.start <= task.start:
            yield task.pk, before.pk, "SS"
