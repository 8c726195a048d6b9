"""What a department gained waits for whoever answers for it now, also after the archive."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Ball
from tongzhou.exchange.actions import turns
from tongzhou.exchange.models import Gain


def turn_to_present_people(department: UUID) -> None:
    waiting = Gain.objects.waiting().filter(receiver=department).exclude(collaboration=None)
    for found in waiting.select_related("collaboration").order_by("collaboration", "pk"):
        assert found.collaboration
        with transaction.atomic():
            case = locked(found.collaboration)
            rows = Gain.objects.waiting().select_for_update(of=("self",)).filter(pk=found.pk)
            gain = rows.select_related("receiver__head", "receiver__deputy").first()
            if gain:
                gain.collaboration = case
                turns.hand_on(gain)


def hand_over_from(person: UUID) -> None:
    """Whoever left held some of them, or was to be asked next."""
    held = Ball.objects.filter(Q(person=person) | Q(deputy=person), kind="gain")
    for department in sorted(set(held.values_list("department", flat=True))):
        turn_to_present_people(department)
