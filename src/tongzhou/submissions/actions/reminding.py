"""Before, at and after the deadline; first who was asked, then the deputy, then the head."""

from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.hierarchy import ancestors
from tongzhou.org.models import Person
from tongzhou.submissions.events import SubmissionReminded
from tongzhou.submissions.models import Reminder, Respondent
from tongzhou.submissions.rhythms import LAST_STEP, moment_of, step_at

OWING = ("pending", "returned")


def due(most: int) -> list[UUID]:
    """Whoever owes something and whose next step has come, the longest first."""
    rows = Respondent.objects.filter(
        next_at__lte=clock.now(), state__in=OWING, campaign__state="open"
    )
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:most])


def remind(respondent: UUID) -> Reminder | None:
    """Take the step whose moment has come; None when it was handed in meanwhile."""
    with transaction.atomic():
        rows = Respondent.objects.select_for_update(of=("self",)).select_related(
            "campaign", "person", "department__head", "department__deputy"
        )
        one = rows.filter(pk=respondent, state__in=OWING, next_at__lte=clock.now()).first()
        if one is None or one.campaign.state != "open":
            return None
        step = max(one.step + 1, step_at(clock.now(), one.due_at))
        one.step = step
        one.next_at = moment_of(step + 1, one.due_at) if step < LAST_STEP else None
        one.save(update_fields=["step", "next_at"])
        person = _whom(one, step)
        event = SubmissionReminded(
            subject=one.campaign_id, name=one.campaign.name,
            department=DepartmentId(one.department_id), person=PersonId(person.pk),
        )  # fmt: skip
        record(event, by=None)
        return Reminder.objects.create(
            respondent=one, due_at=one.due_at, step=step, person=person, at=clock.now()
        )


def _whom(one: Respondent, step: int) -> Person:
    """Somebody who was not asked before, if there is anybody; a delegate hears it as well."""
    unit = one.department
    line = [unit.deputy, unit.head] if step == LAST_STEP - 1 else [unit.head]
    if step >= LAST_STEP - 1:
        line += [above.head for above in reversed(ancestors(unit)[:-1])]
    else:
        line = []
    return next((p for p in line if p and p.is_active and p != one.person), one.person)
