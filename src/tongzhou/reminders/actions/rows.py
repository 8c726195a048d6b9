"""Before a row ends, on the day, and when its date has passed: who carries it, the deputy, the head."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Person
from tongzhou.plans.models import Role, Task
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.states import OWED_IN
from tongzhou.reminders.events import RowDue, RowOverdue
from tongzhou.reminders.models import RowReminder
from tongzhou.reminders.queries import step_of

OPEN = ("open", "acknowledged")


def remind_of_row(task: UUID) -> RowReminder | None:
    """The step of today alone: what an outage left out is not made up for.

    A step nobody can be told of is kept as taken, so that such rows never fill a whole portion.
    """
    with transaction.atomic():
        people = ("department__head", "department__deputy")
        rows = Task.objects.select_for_update(of=("self",)).select_related(*people)
        row = rows.filter(
            pk=task, collaboration__state="delivering", removed_at=None, state__in=OWED_IN
        ).first()
        if row is None or row.end is None:
            return None
        step = step_of(row.end)
        if step is None or _was_told(row, row.end, step):
            return None
        person = _whom(row, step)
        if person and (step or not _was_said_early(row)):
            _tell(row, step, person)
        return RowReminder.objects.create(
            task=row, end=row.end, step=step, person=person, at=clock.now()
        )


def _was_told(row: Task, end: date, step: int) -> bool:
    return RowReminder.objects.filter(task=row, end=end, step__gte=step).exists()


def _was_said_early(row: Task) -> bool:
    """Whoever gave a risk notice knows the date well."""
    return RiskNotice.objects.filter(task=row, state__in=OPEN).exists()


def _tell(row: Task, step: int, person: Person) -> None:
    assert row.end is not None
    event = (RowOverdue if step > 1 else RowDue)(
        subject=row.pk, collaboration=row.collaboration_id, task=row.name,
        department=DepartmentId(row.department_id), person=PersonId(person.pk), day=row.end,
    )  # fmt: skip
    record(event, by=None)


def _whom(row: Task, step: int) -> Person | None:
    unit = row.department
    above = [unit.deputy, unit.head] if step == 2 else [unit.head, unit.deputy]
    line = [*([] if step > 1 else _carriers(row)), *above, *_carriers(row)]
    return next((one for one in line if one and one.is_active), None)


def _carriers(row: Task) -> list[Person]:
    roles = Role.objects.filter(task=row, letter__in=("R", "A"), person__is_active=True)
    found = roles.order_by("-letter", "id").select_related("person")
    return [role.person for role in found if role.person]
