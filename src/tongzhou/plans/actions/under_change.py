"""Rows that a change request brings in: proposed aside, in the table only once it is applied."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions.cells import bring_in_named
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.actions.tasks import MOST_ROWS, set_removed
from tongzhou.plans.actions.writing import write
from tongzhou.plans.events import TaskAdded
from tongzhou.plans.models import Task


def propose_rows(case: Collaboration, named: Sequence[tuple[str, UUID]]) -> list[Task]:
    """Like rows that were taken out: they have their numbers and stand nowhere. The case is held."""
    last = case.tasks.aggregate(number=Max("number"), position=Max("position"))
    number, position = last["number"] or 0, last["position"] or 0
    if number + len(named) > MOST_ROWS:
        raise Invalid(_("A division table has at most %(most)s rows.") % {"most": MOST_ROWS})
    now = clock.now()
    return Task.objects.bulk_create(
        (
            Task(
                collaboration=case, number=number + place, position=position + place, name=name,
                department_id=department, removed_at=now,
            )
            for place, (name, department) in enumerate(named, start=1)
        ),
        batch_size=1_000,
    )  # fmt: skip


def rename_proposed(task: UUID, *, name: str, department: UUID) -> None:
    Task.objects.filter(pk=task).exclude(removed_at=None).update(
        name=name, department_id=department
    )


def bring_row_in(task: Task, *, by: Person | None, is_new: bool) -> None:
    """Into the table; `is_new` tells a row that comes from one that comes back."""
    with transaction.atomic():
        held = locked(task)
        (event,) = set_removed(held, removed=False)
        added = TaskAdded(
            subject=held.pk,
            collaboration=held.collaboration_id,
            number=held.number,
            name=held.name,
            department=DepartmentId(held.department_id),
        )
        record(added if is_new else event, by=by)


def let_person_join(task: Task, person: Person) -> None:
    """Beside whoever is responsible already, as a signed clause says."""
    with transaction.atomic():
        held, before = locked(task), queries.row(task.pk)
        responsible = tuple(seat.key for seat in before.seats.get("R", ()))
        if person.pk in responsible:
            return
        bring_in_named(held, "responsible", (person.pk,), by=None)
        event = write(held, before, "responsible", (*responsible, person.pk))
        if event:
            record(event, by=None)


def let_accountable_begin(task: Task, *, by: Person | None) -> None:
    """Somebody must do a new row: who is accountable, until another person is named."""
    with transaction.atomic():
        held, before = locked(task), queries.row(task.pk)
        accountable = tuple(seat.key for seat in before.seats.get("A", ()))
        if before.seats.get("R") or not accountable:
            return
        event = write(held, before, "responsible", accountable)
        if event:
            record(event, by=by)
