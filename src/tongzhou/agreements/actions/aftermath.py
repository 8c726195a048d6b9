"""What follows from events elsewhere; each function may run twice with one effect."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongzhou.agreements.actions.emergencies import revert, revert_overdue
from tongzhou.agreements.actions.locks import locked_change, locked_version
from tongzhou.agreements.actions.rejecting import lapse
from tongzhou.agreements.actions.turns import settle_version
from tongzhou.agreements.events import AgreementLapsed
from tongzhou.agreements.models import ChangeRequest, Seat, Version
from tongzhou.agreements.states import VERSION
from tongzhou.core import clock
from tongzhou.journal.actions import record

OPEN_VERSION = Q(row__version__state="circulating") | Q(
    row__version__state="in_force", row__version__change__state="provisional"
)
OPEN = ("draft", "reviewing", "signing")


def end_with_the_case(collaboration: UUID) -> None:
    """Nothing of a cancelled collaboration waits for a signature."""
    with transaction.atomic():
        for change in ChangeRequest.objects.filter(collaboration=collaboration, state__in=OPEN):
            lapse(locked_change(change))
        for change in ChangeRequest.objects.filter(
            collaboration=collaboration, state="provisional"
        ):
            revert(locked_change(change), None, reason="")
        for found in Version.objects.filter(collaboration=collaboration, state="circulating"):
            version = locked_version(found)
            version.state = VERSION.after(version.state, "withdraw")
            version.ended_at = clock.now()
            version.save(update_fields=["state", "ended_at"])
            event = AgreementLapsed(
                subject=version.pk, collaboration=collaboration, number=version.number
            )
            record(event, by=None, keeps=[version])
            settle_version(version)


def undo_what_was_not_signed() -> None:
    """Emergency changes whose 48 hours are over; each in a transaction of its own."""
    overdue = ChangeRequest.objects.filter(state="provisional", due_at__lte=clock.now())
    for change in overdue.values_list("pk", flat=True):
        revert_overdue(change)


def turn_to_the_present_head(department: UUID) -> None:
    """The ball of an open signature goes to whoever heads the department now."""
    waiting = Seat.objects.filter(OPEN_VERSION, department=department, signature=None)
    with transaction.atomic():
        for found in Version.objects.filter(pk__in=waiting.values("row__version")):
            settle_version(locked_version(found))
