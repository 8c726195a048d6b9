"""Whose move it is while a duty has no single owner."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongzhou.core import clock
from tongzhou.duties.events import DutyStillOpen
from tongzhou.duties.models import Duty
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import common_superior
from tongzhou.org.models import Department, Person

HOURS_TO_OWN = 80
"""Ten working days: then the superior is asked again."""
OPEN = ("gap", "contested")


def locked(duty: Duty) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",))
    row: Duty = rows.select_related("owner", "superior__department", "reported_by").get(pk=duty.pk)
    return row


def settle(duty: Duty) -> None:
    """After each change of state: the superior of those concerned, with a new clock."""
    if duty.state not in OPEN:
        duty.superior, duty.due_at = None, None
    else:
        duty.superior = superior_of(duty)
        duty.due_at = calendar().add_working_hours(clock.now(), HOURS_TO_OWN)
    duty.reminded_at = None
    duty.save(update_fields=["superior", "due_at", "reminded_at"])


def superior_of(duty: Duty) -> Person | None:
    """Above the departments that claim it or are concerned; never the head of one that claims."""
    claiming = list(
        Department.objects.filter(
            pk__in=duty.claims.filter(given_up_at=None).values("department")
        ).select_related("head")
    )
    concerned = list(Department.objects.filter(pk__in=duty.concerns.values("department")))
    heads = [one.head for one in claiming if one.head]
    found = common_superior(claiming + concerned, not_among=heads)
    if found or not (claiming or concerned):
        return found or _of_the_whole()
    return common_superior(claiming + concerned)


def look_again() -> None:
    """Superiors who have left are replaced; what has waited too long is asked about again."""
    now = clock.now()
    stale = Q(superior=None) | Q(superior__is_active=False)
    late = Q(due_at__lt=now, reminded_at=None)
    for pk in Duty.objects.filter(state__in=OPEN).filter(stale | late).values_list("pk", flat=True):
        _look_again_at(pk)


def _look_again_at(pk: UUID) -> None:
    with transaction.atomic():
        duty = locked(Duty(pk=pk))
        if duty.state not in OPEN:
            return
        if duty.superior is None or not duty.superior.is_active:
            duty.superior = superior_of(duty)
            duty.save(update_fields=["superior"])
        if duty.superior and duty.due_at and duty.due_at < clock.now() and not duty.reminded_at:
            duty.reminded_at = clock.now()
            duty.save(update_fields=["reminded_at"])
            event = DutyStillOpen(
                subject=duty.pk, name=duty.name, superior=PersonId(duty.superior.pk)
            )
            record(event, by=None)


def _of_the_whole() -> Person | None:
    top = Department.objects.filter(parent=None, head__is_active=True).select_related("head")
    first = top.order_by("path").first()
    return first.head if first else None
