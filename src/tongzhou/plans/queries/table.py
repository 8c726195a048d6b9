"""The rows of a division table as values: six queries, whatever its length."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task
from tongzhou.plans.rows import DepartmentRef, Row, Seat, Wait

T = TypeVar("T")
OWN = (
    "id", "number", "name", "start", "end", "buffer_days", "deliverable", "effort_days", "ask",
    "state", "percent", "risk", "updated_at", "version",
)  # fmt: skip
DEPARTMENT = ("department__id", "department__name", "department__hue", "department__path")
PERSON = (
    "person__id", "person__name", "person__is_active", "person__department__id",
    "person__department__hue", "person__department__path",
)  # fmt: skip


def table(collaboration: UUID) -> list[Row]:
    """The standing rows in their order."""
    return _rows(Task.objects.standing().filter(collaboration=collaboration))


def row(task: UUID) -> Row:
    """One row, also when it has been taken out."""
    return _rows(Task.objects.filter(pk=task))[0]


def _rows(tasks: QuerySet[Task]) -> list[Row]:
    own = list(tasks.values(*OWN, *DEPARTMENT))
    ids = [facts["id"] for facts in own]
    seats = _seats(ids)
    supports = _grouped(
        (facts["task"], _department(facts))
        for facts in Support.objects.filter(task__in=ids)
        .order_by("department__path")
        .values("task", *DEPARTMENT)
    )
    criteria = _grouped(Criterion.objects.filter(task__in=ids).values_list("task", "text"))
    waits = _waits(ids)
    return [
        Row(
            **{name: facts[name] for name in OWN},
            department=_department(facts),
            seats=seats[facts["id"]],
            supports=tuple(supports[facts["id"]]),
            criteria=tuple(criteria[facts["id"]]),
            waits_for=tuple(waits[facts["id"]]),
        )
        for facts in own
    ]


def _department(facts: dict[str, Any]) -> DepartmentRef:
    return DepartmentRef(*(facts[name] for name in DEPARTMENT))


def _seats(ids: list[UUID]) -> dict[UUID, dict[str, tuple[Seat, ...]]]:
    found: dict[UUID, dict[str, tuple[Seat, ...]]] = defaultdict(dict)
    roles = Role.objects.filter(task__in=ids)
    for facts in roles.values("task", "letter", "seat", "stands_in", *PERSON, *DEPARTMENT):
        of_task = found[facts["task"]]
        of_task[facts["letter"]] = (*of_task.get(facts["letter"], ()), _seat(facts))
    return found


def _seat(facts: dict[str, Any]) -> Seat:
    if facts["person__id"] is None:
        department = _department(facts)
        return Seat(department.name, department.hue, department.id, department.path)
    return Seat(
        name=facts["person__name"],
        hue=facts["person__department__hue"],
        department=facts["person__department__id"],
        department_path=facts["person__department__path"],
        person=facts["person__id"],
        is_active=facts["person__is_active"],
        title=facts["seat"],
        stands_in=facts["stands_in"],
    )


def _waits(ids: list[UUID]) -> dict[UUID, list[Wait]]:
    rows = Dependency.objects.filter(task__in=ids, on__removed_at=None).order_by("on__number")
    facts = rows.values_list("task", "on", "on__number", "kind", "lag_days")
    return _grouped(
        (task, Wait(on, number, kind, lag_days)) for task, on, number, kind, lag_days in facts
    )


def _grouped(pairs: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    grouped: dict[UUID, list[T]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
