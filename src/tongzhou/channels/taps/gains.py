"""收益回执: whoever gained says whether it came."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Blank, Choice, Offer, Purpose, Typed
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.exchange import policy
from tongzhou.exchange.actions import gains
from tongzhou.exchange.forms import ReceiptForm
from tongzhou.exchange.models import Gain, Receipt
from tongzhou.org.models import Person
from tongzhou.ui.formats import number

Outcome = Receipt.Outcome


def offer(person: Person, subject: UUID) -> Offer | None:
    gain = _find(person, subject)
    if gain is None:
        return None
    receipt = Receipt.objects.filter(gain=gain).first()
    waits = receipt is None and gain.withdrawn_at is None
    facts = [(_("Given by"), gain.giver.name)]
    if gain.what.strip() != gain.title:
        facts.append((_("What they gain"), gain.what))
    if gain.amount is not None:
        facts.append((_("How much"), f"{number(gain.amount)} {gain.unit}".strip()))
    case = gain.collaboration
    return Offer(
        title=gain.title, case=f"{case.number} {case.name}" if case else gain.giver.name,
        state=receipt.get_outcome_display() if receipt else _state(gain),
        tone="amber" if waits else "moss", url=reverse("gain", args=[gain.pk]),
        facts=tuple(facts),
        choices=_choices() if waits and policy.may_receive(person, gain).allowed else (),
    )  # fmt: skip


def _state(gain: Gain) -> str:
    return _("Taken back") if gain.withdrawn_at else _("not confirmed yet")


def _choices() -> tuple[Choice, ...]:
    figure = Blank("measured", _("Measured"), kind="number")
    words = Blank("sentence", _("In one sentence"))
    return (
        Choice(Outcome.CONFIRMED.value, Outcome.CONFIRMED.label, is_primary=True),
        Choice(Outcome.PARTLY.value, Outcome.PARTLY.label, blanks=(figure, words)),
        Choice(Outcome.NOT.value, Outcome.NOT.label, blanks=(words,)),
    )


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    gain = _find(person, subject)
    if gain is None:
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    form = ReceiptForm({"outcome": choice, **typed})
    if not form.is_valid():
        errors: dict[str, Sentence] = {name: str(said[0]) for name, said in form.errors.items()}
        raise Invalid(_("Please correct the marked fields."), errors=errors)
    gains.receive(gain, **form.cleaned_data, by=person)


def _find(person: Person, subject: UUID) -> Gain | None:
    rows = Gain.objects.visible_to(person)
    related = ("giver__head", "receiver__head", "collaboration")
    return rows.select_related(*related).filter(pk=subject).first()


PURPOSE = Purpose("gain", ("gain.due", "gain.offered"), offer, act)
