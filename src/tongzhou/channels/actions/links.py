"""Making links for mails, holding what is answered by them, taking it back, and carrying it out."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.answering import SMALL, answer_due, held_by
from tongzhou.channels.events import AnswerHeld, AnswerNotTaken
from tongzhou.channels.models import AnswerLink, HeldAnswer, SentCard
from tongzhou.collaborations.actions import verbs
from tongzhou.collaborations.actions.verbs import Given
from tongzhou.collaborations.models import Ask
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused, WithoutEffect
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.capabilities import KEPT, LIVES, fresh_token, hashed, round_of, takes_effect
from tongzhou.org.link_pages import require_worth
from tongzhou.org.models import Person


def mint(person: Person, ask: UUID, *, version: int) -> str:
    """The address of a fresh link; its token is kept nowhere."""
    token = fresh_token()
    now = clock.now()
    AnswerLink.objects.create(
        hash=hashed(token), person=person, ask_id=ask, version=version,
        round=round_of(person), at=now, until=now + LIVES,
    )  # fmt: skip
    return settings.BASE_URL + reverse("answer-link", args=[token])


@transaction.atomic
def hold(link: AnswerLink | SentCard, *, verb: str, given: Given) -> HeldAnswer | None:
    """Tried out now and given in a while, so that it can be taken back without a trace.

    None: given at once, in the last moments before the deadline.
    By a link of a mail, or a card of a messenger: both speak for one person about one wording.
    """
    if verb not in SMALL:
        raise Refused(_("Please sign in first: this answer promises something."))
    assert link.ask_id is not None
    assert link.version is not None
    ask = Ask.objects.get(pk=link.ask_id)
    now = clock.now()
    due_at = takes_effect(now, answer_due(ask.pk))
    with transaction.atomic():
        verbs.answer(ask, verb, given, by=link.person)
        transaction.set_rollback(due_at is not None)
    if held_by(link.person, ask.pk):
        raise NotPossibleNow(_("You have answered already. Take that back first."))
    if due_at is None:
        return None
    held = HeldAnswer.objects.create(
        person=link.person, ask=ask, verb=verb, sentence=given.sentence, until=given.until,
        version=link.version, round=round_of(link.person), at=now,
        due_at=due_at,
    )  # fmt: skip
    person = PersonId(link.person_id)
    told = AnswerHeld(subject=ask.pk, title=ask.title, person=person, due_at=due_at)
    record(told, by=None)
    return held


@transaction.atomic
def take_back(link: AnswerLink) -> bool:
    """Whether there was something to take back."""
    rows = HeldAnswer.objects.filter(person=link.person_id, ask=link.ask_id)
    return bool(rows.filter(state=HeldAnswer.State.HELD).update(state=HeldAnswer.State.UNDONE))


def carry_out() -> int:
    """Give the answers nobody took back; how many took effect."""
    due = HeldAnswer.objects.filter(state=HeldAnswer.State.HELD, due_at__lte=clock.now())
    return sum(_carry_out(held) for held in due.values_list("pk", flat=True))


def _carry_out(pk: UUID) -> int:
    try:
        with transaction.atomic():
            held = _claimed(pk)
            if held is None:
                return 0
            given = Given(sentence=held.sentence, until=held.until, seen=held.version)
            verbs.answer(held.ask, held.verb, given, by=held.person)
            held.state = HeldAnswer.State.SENT
            held.save(update_fields=["state"])
    except WithoutEffect as ended:
        _note_failure(pk, ended)
        return 0
    return 1


def _claimed(pk: UUID) -> HeldAnswer | None:
    """For this worker alone; the person may have taken it back, left, or made all links void."""
    rows = HeldAnswer.objects.select_for_update(skip_locked=True, of=("self",))
    held = rows.select_related("ask", "person").filter(pk=pk, state=HeldAnswer.State.HELD).first()
    if held:
        require_worth(held.person, held.round)
    return held


@transaction.atomic
def _note_failure(pk: UUID, ended: WithoutEffect) -> None:
    held = HeldAnswer.objects.select_for_update().get(pk=pk)
    if held.state != HeldAnswer.State.HELD:
        return
    with translation.override(held.person.language):
        held.state, held.note = HeldAnswer.State.FAILED, str(ended.sentence)[:300]
    held.save(update_fields=["state", "note"])
    person = PersonId(held.person_id)
    told = AnswerNotTaken(
        subject=held.ask_id, title=held.ask.title, person=person, reason=held.note
    )
    record(told, by=None)


def sweep() -> None:
    AnswerLink.objects.filter(until__lt=clock.now() - KEPT).delete()
