"""The page of a row beyond its cells: parts, labels, links, followers, description, own fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup

from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.models import Description, Label, Task, TaskLink, TaskStep
from tongzhou.plans.own_fields import FieldColumn
from tongzhou.plans.queries import fields

BACK = {"blocks": "blocked", "relates": "relates", "duplicates": "duplicated"}


@dataclass(frozen=True, slots=True)
class Linked:
    """`way` is the kind as read from this row: the other end reads it backwards."""

    id: UUID
    way: str
    task: Task


@dataclass(frozen=True, eq=False, kw_only=True)
class Furniture:
    steps: tuple[TaskStep, ...]
    labels: tuple[Label, ...]
    links: tuple[Linked, ...]
    followers: int
    follows: bool
    description: Description | None
    said: Markup
    fields: tuple[tuple[FieldColumn, str], ...]
    may: bool
    mine: frozenset[UUID]

    @property
    def done(self) -> int:
        return sum(step.done_at is not None for step in self.steps)

    @property
    def percent(self) -> int:
        return round(100 * self.done / len(self.steps)) if self.steps else 0


def furniture(task: Task, person: Person) -> Furniture:
    own = fields.columns()
    values = fields.own_of([task.pk]).get(task.pk, {}) if own else {}
    steps = tuple(task.steps.select_related("person"))
    open_now = policy.is_open(task.collaboration, "effort_days") and task.removed_at is None
    description = Description.objects.filter(task=task).first()
    followers = list(task.followers.values_list("person", flat=True))
    return Furniture(
        steps=steps,
        labels=tuple(one.label for one in task.labellings.select_related("label")),
        links=tuple(_links(task, person)),
        followers=len(followers),
        follows=person.pk in followers,
        description=description,
        said=Markup(description.html if description else ""),  # noqa: S704 — cleaned by nh3
        fields=tuple(
            (field, values[field.key].shown if field.key in values else "") for field in own
        ),
        may=open_now and bool(policy.may_edit(person, task)),
        mine=frozenset(one.pk for one in steps if open_now and one.person_id == person.pk),
    )


def _links(task: Task, person: Person) -> Iterable[Linked]:
    """Only where both ends are seen."""
    seen: Any = Task.objects.visible_to(person).standing().select_related("collaboration")
    both = TaskLink.objects.filter(task=task) | TaskLink.objects.filter(other=task)
    rows = list(both)
    others = seen.in_bulk({one.other_id if one.task_id == task.pk else one.task_id for one in rows})
    for one in rows:
        forward = one.task_id == task.pk
        other = others.get(one.other_id if forward else one.task_id)
        if other:
            yield Linked(one.pk, one.kind if forward else BACK[one.kind], other)
