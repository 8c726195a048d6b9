"""Who hears about the division table: whom a row is given to, and who is named in one."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tongzhou.discussions.models import Comment
from tongzhou.journal.audience import also_heard_by, heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department
from tongzhou.plans.models import TaskFollower

OWNING = {"task.added": "department", "task.handed_over": "new"}
"""By kind the field that says who is now to keep the promise."""


FOLLOWED = (
    "task.removed", "task.restored", "task.renamed", "task.handed_over", "task.dated",
    "task.buffered", "task.deliverable_changed", "task.criteria_changed", "task.supports_changed",
    "task.role_filled", "task.dependencies_changed", "task.progress_noted", "task.step_added",
    "task.step_done", "task.step_removed", "task.labelled", "task.described", "task.field_filled",
)  # fmt: skip
"""What whoever follows one row hears of it."""


@also_heard_by(*FOLLOWED)
def followers(entry: Entry) -> Iterable[UUID]:
    rows = TaskFollower.objects.filter(task=entry.subject)
    return rows.values_list("person", flat=True)


@also_heard_by("comment.written", "comment.mentioned")
def followers_of_what_is_said(entry: Entry) -> Iterable[UUID]:
    said = Comment.objects.filter(pk=entry.subject, kind="task", removed_at=None)
    rows = TaskFollower.objects.filter(task__in=said.values("subject"))
    return rows.values_list("person", flat=True)


@heard_by("task.role_filled")
def named(entry: Entry) -> Iterable[UUID]:
    """Only who is new in the row: nobody hears twice of the same."""
    return _new(entry.payload)


@heard_by(*OWNING)
def owning_department(entry: Entry) -> Iterable[UUID]:
    """Those who speak for the department that is now to keep the promise."""
    return _speaking_for(entry.payload[OWNING[entry.kind]])


@heard_by("plan.imported")
def of_a_file(entry: Entry) -> Iterable[UUID]:
    """Each once, however many rows came in for the department."""
    heard: dict[UUID, None] = {}
    for key in entry.payload.get("departments", ()):
        heard |= dict.fromkeys(_speaking_for(key))
    return list(heard)


@heard_by("plan.changed")
def of_many(entry: Entry) -> Iterable[UUID]:
    """Whoever would have heard of one of the changes; each hears once."""
    heard: dict[UUID, None] = {}
    for part in entry.payload["parts"]:
        if part["kind"] == "task.role_filled":
            heard |= dict.fromkeys(_new(part))
        elif part["kind"] in OWNING:
            heard |= dict.fromkeys(_speaking_for(part[OWNING[part["kind"]]]))
    return list(heard)


def _new(payload: Mapping[str, Any]) -> list[UUID]:
    return [UUID(key) for key in payload["new"] if key not in payload["old"]]


def _speaking_for(key: str) -> list[UUID]:
    department = Department.objects.filter(pk=key).first()
    if department is None:
        return []
    liaisons = department.liaisons.values_list("person", flat=True)
    return [one for one in (department.head_id, *liaisons) if one]
