"""A gain is claimed on a request or offered without one; whoever gained says what became of it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.exchange import policy
from tongzhou.exchange.actions import silence, turns
from tongzhou.exchange.events import (
    GainConfirmed,
    GainDue,
    GainNotSoFar,
    GainOffered,
    GainPartly,
    GainWithdrawn,
)
from tongzhou.exchange.models import Gain, Receipt
from tongzhou.goals.models import Measure
from tongzhou.interests.models import Effect
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.actions.checks import check_living
from tongzhou.org.models import Department, Person

LONGEST, LONGEST_UNIT, LONGEST_SENTENCE = 300, 20, 300
LARGEST = Decimal(10) ** 9
TOLD = {"confirmed": GainConfirmed, "partly": GainPartly, "not": GainNotSoFar}
DONE = ("accepted", "accepted_with_remains")


@dataclass(frozen=True)
class Offer:
    what: str
    measure: Measure | None = None
    amount: Decimal | None = None
    unit: str = ""


def offer(giver: Department, offered: Offer, *, receiver: Department, by: Person) -> Gain:
    """Value given without having been asked for."""
    _check(offered, giver, receiver)
    policy.may_offer(by, giver).require()
    with transaction.atomic():
        check_living(receiver)
        gain = Gain(
            giver=giver, receiver=receiver, what=offered.what.strip(), measure=offered.measure,
            amount=offered.amount, unit=offered.unit.strip(), by=by, at=clock.now(),
        )  # fmt: skip
        gain.save(force_insert=True)
        silence.begin(gain)
        event = GainOffered(
            subject=gain.pk, giver=DepartmentId(giver.pk), receiver=DepartmentId(receiver.pk),
            what=gain.what,
        )  # fmt: skip
        record(event, by=by)
    return gain


def receive(
    gain: Gain, *, outcome: str, measured: Decimal | None = None, sentence: str = "", by: Person
) -> Receipt:
    """Once: it came, in part, or not so far; the figure is what was measured."""
    if outcome not in Receipt.Outcome.values:
        _refuse("outcome", _("Choose one."))
    _check_amount("measured", measured)
    said = sentence.strip()
    if len(said) > LONGEST_SENTENCE:
        _refuse(
            "sentence", _("At most %(limit)s characters, please.") % {"limit": LONGEST_SENTENCE}
        )
    with transaction.atomic():
        row = _open(gain)
        standing = policy.receiving(by, row)
        receipt = Receipt(
            gain=row, outcome=outcome, measured=measured, sentence=said, by=by,
            on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        receipt.save(force_insert=True)
        turns.rest(row)
        event = TOLD[outcome](
            subject=row.pk, collaboration=row.collaboration_id, what=row.title,
            receiver=DepartmentId(row.receiver_id),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[receipt])
    return receipt


def withdraw(gain: Gain, *, by: Person) -> None:
    """Before anybody has confirmed it."""
    with transaction.atomic():
        row = _open(gain)
        policy.may_withdraw(by, row).require()
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        turns.rest(row)
        event = GainWithdrawn(subject=row.pk, collaboration=row.collaboration_id, what=row.title)
        record(event, by=by)


def ask_whether_it_came(case: UUID) -> None:
    """For every agreed request of it that claimed a gain and whose work is all accepted."""
    asks = Ask.objects.filter(collaboration=case, state="agreed", claimed=None).exclude(gain="")
    for ask in asks.select_related("collaboration", "department").order_by("position"):
        if ask.department_id != ask.collaboration.department_id and _is_delivered(ask):
            _claim(ask)


def _claim(ask: Ask) -> None:
    with transaction.atomic():
        case = Collaboration.objects.select_for_update(of=("self",)).get(pk=ask.collaboration_id)
        moved = Effect.objects.filter(
            ask=ask, sign=Effect.Sign.HELPS, measure__goal__department=ask.department_id
        ).first()
        gain, is_new = Gain.objects.get_or_create(
            ask=ask,
            defaults={
                "collaboration": case, "giver": case.department, "receiver": ask.department,
                "what": ask.gain, "measure": moved.measure if moved else None, "at": clock.now(),
            },
        )  # fmt: skip
        if is_new:
            event = GainDue(
                subject=gain.pk, collaboration=case.pk, giver=DepartmentId(case.department_id),
                receiver=DepartmentId(ask.department_id), what=gain.title,
            )  # fmt: skip
            turns.ask_receiver(gain)
            record(event, by=None)


def _is_delivered(ask: Ask) -> bool:
    states = set(ask.tasks.filter(removed_at=None).values_list("state", flat=True))
    return bool(states) and states <= set(DONE)


def _open(gain: Gain) -> Gain:
    """Its collaboration is locked first, as wherever a ball is settled."""
    if gain.collaboration:
        locked(gain.collaboration)
    rows = Gain.objects.select_for_update(of=("self",)).select_related(
        "giver__head", "receiver__head"
    )
    row = rows.get(pk=gain.pk)
    if row.withdrawn_at or Receipt.objects.filter(gain=row).exists():
        raise NotPossibleNow(_("This has been answered or taken back already."))
    return row


def _check(offered: Offer, giver: Department, receiver: Department) -> None:
    if giver.pk == receiver.pk:
        _refuse("receiver", _("Choose another department: this is about what others gained."))
    if not offered.what.strip():
        _refuse("what", _("Say in a sentence what they gain."))
    if len(offered.what) > LONGEST:
        _refuse("what", _("At most %(limit)s characters, please.") % {"limit": LONGEST})
    if len(offered.unit) > LONGEST_UNIT:
        _refuse("unit", _("At most %(limit)s characters, please.") % {"limit": LONGEST_UNIT})
    if offered.measure and offered.measure.goal.department_id != receiver.pk:
        _refuse("measure", _("Choose a measure of %(department)s.") % {"department": receiver.name})
    _check_amount("amount", offered.amount)


def _check_amount(field: str, amount: Decimal | None) -> None:
    if amount is not None and not (amount.is_finite() and abs(amount) < LARGEST):
        _refuse(field, _("Write a number."))


def _refuse(field: str, sentence: Sentence) -> None:
    raise Invalid(sentence, errors={field: sentence})
