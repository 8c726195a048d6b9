"""What a signature on a row of the division table binds: ids and facts, never names of people."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

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


def contents_of_tables(collaborations: Collection[UUID]) -> dict[UUID, dict[UUID, Content]]:
    """The facts of every standing row of several tables, table by table."""
    tasks = Task.objects.standing().filter(collaboration__in=collaborations)
    found: dict[UUID, dict[UUID, Content]] = {key: {} for key in collaborations}
    owners = dict(tasks.values_list("pk", "collaboration"))
    for task, content in _contents(tasks).items():
        found[owners[task]][task] = content
    return found


def _contents(tasks: QuerySet[Task]) -> dict[UUID, Content]:
    rows = tasks.values(
        "id", "number", "name", "department", "start", "end", "buffer_days", "deliverable"
    )
    found = {row["id"]: _own_facts(row) for row in rows}
    for task, part, key, text, number in _parts(tasks.order_by().values("pk")):
        _add(found[task], part, UUID(key) if key else None, text, number)
    for facts in found.values():
        facts["supports"].sort()
        facts["dependencies"].sort(key=lambda one: one["on"])
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
        "accountable": None,
        "criteria": [],
        "supports": [],
        "dependencies": [],
    }


def _parts(tasks: QuerySet[Task, Any]) -> QuerySet[Criterion, Any]:
    """What stands in tables of its own, as (task, part, key, text, number), in one question."""
    criteria = Criterion.objects.filter(task__in=tasks)
    supports = Support.objects.filter(task__in=tasks)
    accountable = Role.objects.filter(task__in=tasks, letter="A")
    dependencies = Dependency.objects.filter(task__in=tasks, on__removed_at=None)
    between_departments = dependencies.exclude(on__department=F("task__department"))
    parts = [
        _part(supports, "supports", key="department"),
        _part(accountable, "accountable", key="person"),
        _part(between_departments, "dependencies", key="on", text="kind", number="lag_days"),
    ]
    return (
        _part(criteria, "criteria", text="text", number="position")
        .union(*parts, all=True)
        .order_by("count")
    )


def _part(rows: Any, part: str, *, key: str = "", text: str = "", number: str = "") -> Any:
    nothing = Value("", output_field=TextField())
    return (
        rows.order_by()
        .annotate(
            part=Value(part, output_field=TextField()),
            key=Cast(key, TextField()) if key else nothing,
            says=Cast(text, TextField()) if text else nothing,
            count=Cast(number, IntegerField()) if number else Value(0),
        )
        .values_list("task", "part", "key", "says", "count")
    )


def _add(facts: Content, part: str, key: UUID | None, text: str, number: int) -> None:
    if part == "criteria":
        facts["criteria"].append(text)
    elif part == "supports":
        facts["supports"].append(str(key))
    elif part == "accountable":
        facts["accountable"] = str(key)
    else:
        facts["dependencies"].append({"on": str(key), "kind": text, "lag_days": number})
