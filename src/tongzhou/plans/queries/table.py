"""The rows of a division table as values: six queries, whatever its length."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Person
from tongzhou.org.reading import read_by
from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task
from tongzhou.plans.rows import DepartmentRef, Row, Seat, Wait

Facts = tuple[Any, ...]
"""The columns of one row, as they were read."""
Many = tuple[Facts, ...]
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
    return _rows(collaboration, whole=True)


@read_by
def seen_by(person: Person, task: UUID | None) -> QuerySet[Task]:
    """The row with what its rules ask about, or nothing where the person may not see it."""
    rows = Task.objects.visible_to(person).filter(pk=task)
    return rows.select_related(
        "department__head", "collaboration__department__head", "collaboration__person_in_charge"
    )


def row(task: UUID) -> Row:
    """One row, also when it has been taken out."""
    return _rows(task, whole=False)[0]


def _rows(key: UUID, *, whole: bool) -> list[Row]:
    """Of the table, or of one task."""
    parts = [_by_task(ask(key, whole)) for ask in (_roles, _supports, _criteria, _dependencies)]
    return [
        _row(tuple(own), *(tuple(part.get(own[0], ())) for part in parts))
        for own in _tasks(key, whole)
    ]


@lru_cache(maxsize=6_000)
def _row(own: Facts, roles: Many, supports: Many, criteria: Many, waits: Many) -> Row:
    """Equal facts are the same row, so that what is made of a row is made once."""
    return Row(
        **dict(zip(OWN, own, strict=False)),
        department=_department(*own[len(OWN) :]),
        seats=_seats(roles),
        supports=tuple(_department(*facts[1:]) for facts in supports),
        criteria=tuple(text for _task, text in criteria),
        waits_for=tuple(Wait(*facts[1:]) for facts in waits),
    )


@Prepared
def _tasks(key: UUID, whole: bool) -> QuerySet[Task, Any]:  # noqa: FBT001 — part of the shape
    rows = (
        Task.objects.standing().filter(collaboration=key) if whole else Task.objects.filter(pk=key)
    )
    return rows.values_list(*OWN, *DEPARTMENT)


@Prepared
def _roles(key: UUID, whole: bool) -> QuerySet[Role, Any]:  # noqa: FBT001
    rows = Role.objects.filter(_within(key, whole=whole))
    return rows.values_list("task", "letter", "seat", "stands_in", *PERSON, *DEPARTMENT)


@Prepared
def _supports(key: UUID, whole: bool) -> QuerySet[Support, Any]:  # noqa: FBT001
    rows = Support.objects.filter(_within(key, whole=whole)).order_by("department__path")
    return rows.values_list("task", *DEPARTMENT)


@Prepared
def _criteria(key: UUID, whole: bool) -> QuerySet[Criterion, Any]:  # noqa: FBT001
    return Criterion.objects.filter(_within(key, whole=whole)).values_list("task", "text")


@Prepared
def _dependencies(key: UUID, whole: bool) -> QuerySet[Dependency, Any]:  # noqa: FBT001
    rows = Dependency.objects.filter(_within(key, whole=whole), on__removed_at=None)
    return rows.order_by("on__number").values_list("task", "on", "on__number", "kind", "lag_days")


def _within(key: UUID, *, whole: bool) -> Q:
    return Q(task__collaboration=key, task__removed_at=None) if whole else Q(task=key)


def _seats(roles: Many) -> dict[str, tuple[Seat, ...]]:
    found: dict[str, tuple[Seat, ...]] = {}
    for _task, letter, *facts in roles:
        found[letter] = (*found.get(letter, ()), _seat(*facts))
    return found


@lru_cache(maxsize=1_000)
def _department(*facts: Any) -> DepartmentRef:
    return DepartmentRef(*facts)


@lru_cache(maxsize=2_000)
def _seat(title: str, stands_in: bool, *facts: Any) -> Seat:  # noqa: FBT001 — columns of a row
    person, name, is_active, department, hue, path = facts[: len(PERSON)]
    if person is None:
        key, name, hue, path = facts[len(PERSON) :]
        return Seat(name, hue, key, path)
    return Seat(name, hue, department, path, person, is_active, title, stands_in)


def _by_task(rows: Iterable[Facts]) -> dict[UUID, list[Facts]]:
    grouped: dict[UUID, list[Facts]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return grouped
