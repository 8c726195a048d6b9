"""What silence about a gain told without a collaboration leads to: a reminder, the head, and then it
stands there unconfirmed. Never a confirmation."""

from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.exchange.actions.turns import HOURS, liaisons
from tongzhou.exchange.events import GainReminded, GainTakenUp, GainUnconfirmed
from tongzhou.exchange.models import Asked, Gain, Receipt
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person

PATIENCE = 8
"""Working hours between the steps after the first, counted from the step before."""


def begin(gain: Gain) -> None:
    """In the transaction that told it: its own notice asks."""
    _take(gain, 0, _whom(gain, 0), HOURS)


def go_on(asked: UUID) -> Asked | None:
    """The next step for one; None when somebody answered, or took the step, meanwhile."""
    with transaction.atomic():
        people = ("receiver__head", "receiver__deputy")
        rows = Gain.objects.select_for_update(of=("self",)).select_related(*people)
        gain = rows.filter(asked=asked).first()
        before = Asked.objects.filter(pk=asked, next_at__lte=clock.now()).first()
        if gain is None or before is None or _is_answered(gain):
            return None
        before.next_at = None
        before.save(update_fields=["next_at"])
        step = before.step + 1
        person = _whom(gain, step)
        _tell(gain, step, person)
        return _take(gain, step, person, PATIENCE if step < Asked.LAST else 0)


def _is_answered(gain: Gain) -> bool:
    """Asked once its row is locked: whoever answers locks it first."""
    return gain.withdrawn_at is not None or Receipt.objects.filter(gain=gain).exists()


def _take(gain: Gain, step: int, person: Person | None, hours: int) -> Asked:
    now = clock.now()
    next_at = calendar().add_working_hours(now, hours) if hours else None
    return Asked.objects.create(gain=gain, step=step, person=person, at=now, next_at=next_at)


def _tell(gain: Gain, step: int, person: Person | None) -> None:
    receiver = DepartmentId(gain.receiver_id)
    if step == Asked.LAST:
        record(GainUnconfirmed(subject=gain.pk, receiver=receiver, what=gain.title), by=None)
    elif person:
        event = (GainReminded if step == 1 else GainTakenUp)(
            subject=gain.pk, receiver=receiver, what=gain.title, person=PersonId(person.pk)
        )
        record(event, by=None)


def _whom(gain: Gain, step: int) -> Person | None:
    """The liaisons first; from the second step on who stands above them."""
    if step == Asked.LAST:
        return None
    above = [gain.receiver.head, gain.receiver.deputy]
    line = [*above, *liaisons(gain)] if step == 2 else [*liaisons(gain), *above]
    return next((one for one in line if one and one.is_active), None)
