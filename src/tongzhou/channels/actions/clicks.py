"""A tap on a card in the messenger becomes a small answer, once; it can do nothing else."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tongzhou.channels import cards, writing
from tongzhou.channels.actions import links
from tongzhou.channels.answering import SMALL
from tongzhou.channels.apps import Card, Click
from tongzhou.channels.apps.queries import person_of
from tongzhou.channels.models import App, AppCall, SentCard
from tongzhou.collaborations.actions.verbs import Given
from tongzhou.collaborations.queries.asks import cards as ask_cards
from tongzhou.core import clock
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.org.calendars import calendar

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever tapped reads at once, and how the card looks from now on, if it changes."""

    sentence: str
    card: Card | None = None


def is_new(app: App, once: str) -> bool:
    """Whether this is heard of for the first time; from now on it is not."""
    digest = hashlib.sha256(once.encode()).hexdigest()
    _row, made = AppCall.objects.get_or_create(app=app, digest=digest, defaults={"at": clock.now()})
    return made


def take(app: App, click: Click, *, event: str) -> Told:
    """An account nobody here has, or of somebody who left, is told to sign in."""
    person = person_of(app, click.account)
    with translation.override(person.language if person else "zh-hans"):
        sent = _card(app, click)
        if person is None or sent is None or sent.person_id != person.pk:
            return Told(_("Please sign in to Tongzhou; nothing was answered."))
        with transaction.atomic():
            locked = SentCard.objects.select_for_update().get(pk=sent.pk)
            if click.code:
                locked.reference = click.code[:300]
                locked.save(update_fields=["reference"])
            is_first = not event or is_new(app, f"event {event}")
            return _taken(sent, click) if is_first else _shown(sent)


def _card(app: App, click: Click) -> SentCard | None:
    try:
        number = UUID(hex=click.number)
    except ValueError:
        return None
    rows = SentCard.objects.select_related("app", "person", "ask")
    return rows.filter(app=app, pk=number).exclude(ask=None).first()


def _taken(sent: SentCard, click: Click) -> Told:
    if cards.standing(sent) is not None or click.key not in SMALL:
        return _shown(sent)
    try:
        with transaction.atomic():
            links.hold(sent, verb=click.key, given=_given(sent, click))
    except WithoutEffect as refusal:
        return Told(str(refusal.sentence))
    return _shown(sent)


def _given(sent: SentCard, click: Click) -> Given:
    """«Tomorrow» is the next working day; what needs words came with them."""
    if click.key == "snooze":
        until = calendar().add_working_days(clock.today(), 1)
        return Given(
            sentence=_("Back to it on the next working day."), until=until, seen=sent.version
        )
    return Given(sentence=click.sentence.strip()[:LONGEST], seen=sent.version)


def _shown(sent: SentCard) -> Told:
    assert sent.ask_id is not None
    found = ask_cards(sent.person, [sent.ask_id])
    if not found:
        return Told(_("This matter is no longer yours to answer."))
    card = cards.standing(sent)
    if card is None:
        return Told(_("Please open the page; this cannot be answered here."))
    return Told(writing.what_happened(sent, found[0]), card)
