"""What a signature on a row of the division table binds: ids and facts, never names of people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task

SIGNED = (
    "name", "department", "accountable", "start", "end", "buffer_days", "deliverable", "criteria",
    "supports", "dependencies",
)  # fmt: skip
"""The keys of a row's content beside `id` and `number`, in the order people read them."""

Content = dict[str, Any]


def signed_content(task: Task) -> Content:
    """The canonical facts of one row; see `signed_contents`."""
    return _contents(Task.objects.filter(pk=task.pk))[task.pk]


def signed_contents(collaboration: UUID) -> dict[UUID, Content]:
    """The facts of every standing row in the order of the table, whatever its length.

    Ids and dates are text; lists that have no order of their own are sorted, so that equal facts
    are equal bytes. Dependencies are those on rows of other departments.
    """
    return _contents(Task.objects.standing().filter(collaboration=collaboration))


def _contents(tasks: QuerySet[Task]) -> dict[UUID, Content]:
    rows = tasks.values(
        "id", "number", "name", "department", "start", "end", "buffer_days", "deliverable"
    )
    found = {row["id"]: _own_facts(row) for row in rows}
    accountable = dict(
        Role.objects.filter(task__in=found, letter="A").values_list("task", "person")
    )
    criteria = _grouped(Criterion.objects.filter(task__in=found).values_list("task", "text"))
    supports = _grouped(Support.objects.filter(task__in=found).values_list("task", "department"))
    dependencies = _dependencies(found)
    for key, facts in found.items():
        person = accountable.get(key)
        facts["accountable"] = str(person) if person else None
        facts["criteria"] = criteria[key]
        facts["supports"] = sorted(str(department) for department in supports[key])
        facts["dependencies"] = dependencies[key]
    return found


def _own_facts(row: Mapping[str, Any]) -> Content:
    return {
        "id": str(row["id"]),
        "number": row["number"],
        "name": row["name"],
        "department": str(row["department"]),
        "start": row["start"].isoformat() if row["start"] else None,
        "end": row["end"].isoformat() if row["end"] else None,
        "buffer_days": row["buffer_days"],
        "deliverable": row["deliverable"],
    }


def _dependencies(found: dict[UUID, Content]) -> dict[UUID, list[Content]]:
    rows = Dependency.objects.filter(task__in=found, on__removed_at=None).values_list(
        "task", "task__department", "on", "on__department", "kind", "lag_days"
    )
    grouped: dict[UUID, list[Content]] = defaultdict(list)
    for task, department, on, others, kind, lag_days in rows:
        if department != others:
            grouped[task].append({"on": str(on), "kind": kind, "lag_days": lag_days})
    for listed in grouped.values():
        listed.sort(key=lambda one: one["on"])
    return grouped


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
