"""Links for the weekly round, holding what is said by them, taking it back, and carrying it out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, WithoutEffect
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.capabilities import KEPT, LIVES, fresh_token, hashed, round_of, takes_effect
from tongzhou.org.link_pages import require_worth
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.progress.actions import rounds, signals
from tongzhou.progress.events import WordNotTaken, WordsHeld
from tongzhou.progress.models import HeldWord, RoundLink, WeeklyRound
from tongzhou.progress.queries.taps import seen_of


def mint(person: Person, weekly: WeeklyRound) -> str:
    """The address of a fresh link; its token is kept nowhere."""
    token, now = fresh_token(), clock.now()
    RoundLink.objects.create(
        hash=hashed(token), person=person, weekly=weekly, round=round_of(person),
        at=now, until=now + LIVES,
    )  # fmt: skip
    return settings.BASE_URL + reverse("round-link", args=[token])


def say(task: Task, kind: str, said: Mapping[str, Any], *, seen: str, by: Person) -> None:
    """At once, through the same actions as the pages; refused where others spoke meanwhile."""
    with transaction.atomic():
        if kind == HeldWord.Kind.CHECK_IN:
            _require_unchanged(task, seen)
            rounds.check_in(task, rounds.Update(**said), by=by)
        else:
            signals.trust(task, said["level"], sentence=said["sentence"], by=by)


@transaction.atomic
def hold(
    link: RoundLink, task: Task, kind: str, said: Mapping[str, Any], *, seen: str
) -> HeldWord | None:
    """Tried out now and said in a while, so that it can be taken back without a trace.

    None: said at once, in the last moments before the round ends.
    """
    now = clock.now()
    due_at = takes_effect(now, link.weekly.due_at)
    with transaction.atomic():
        say(task, kind, said, seen=seen, by=link.person)
        transaction.set_rollback(due_at is not None)
    waiting = HeldWord.objects.filter(person=link.person, weekly=link.weekly, state="held")
    was_told = waiting.exists()
    waiting.filter(task=task, kind=kind).update(state=HeldWord.State.UNDONE)
    if due_at is None:
        return None
    held = HeldWord.objects.create(
        person=link.person, task=task, weekly=link.weekly, kind=kind, said=dict(said), seen=seen,
        round=round_of(link.person), at=now, due_at=due_at,
    )  # fmt: skip
    if not was_told:
        _tell(link, held)
    return held


def _tell(link: RoundLink, held: HeldWord) -> None:
    """Once for everything said within the quarter of an hour: one mail, one way back."""
    told = WordsHeld(
        subject=link.weekly_id, name=link.weekly.collaboration.name,
        person=PersonId(link.person_id), due_at=held.due_at,
    )  # fmt: skip
    record(told, by=None)


@transaction.atomic
def take_back(link: RoundLink, task: UUID, kind: str) -> bool:
    """Whether there was something to take back."""
    rows = HeldWord.objects.filter(person=link.person_id, task=task, kind=kind, state="held")
    return bool(rows.update(state=HeldWord.State.UNDONE))


def due() -> list[UUID]:
    rows = HeldWord.objects.filter(state=HeldWord.State.HELD, due_at__lte=clock.now())
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True))


def carry_out(word: UUID) -> None:
    """Say what nobody took back; what is no longer possible is told to whoever said it."""
    try:
        with transaction.atomic():
            held = _claimed(word)
            if held is None:
                return
            say(held.task, held.kind, held.said, seen=held.seen, by=held.person)
            held.state = HeldWord.State.SENT
            held.save(update_fields=["state"])
    except WithoutEffect as ended:
        _note_failure(word, ended)


def _claimed(word: UUID) -> HeldWord | None:
    """For this worker alone; the person may have taken it back, left, or made all links void."""
    rows = HeldWord.objects.select_for_update(skip_locked=True, of=("self",))
    held = rows.select_related("task", "person").filter(pk=word, state="held").first()
    if held:
        require_worth(held.person, held.round)
    return held


@transaction.atomic
def _note_failure(word: UUID, ended: WithoutEffect) -> None:
    held = HeldWord.objects.select_for_update().get(pk=word)
    if held.state != HeldWord.State.HELD:
        return
    with translation.override(held.person.language):
        held.state, held.note = HeldWord.State.FAILED, str(ended.sentence)[:300]
    held.save(update_fields=["state", "note"])
    told = WordNotTaken(
        subject=held.weekly_id, task=held.task.name, person=PersonId(held.person_id),
        reason=held.note,
    )  # fmt: skip
    record(told, by=None)


def sweep() -> None:
    RoundLink.objects.filter(until__lt=clock.now() - KEPT).delete()
    HeldWord.objects.exclude(state="held").filter(at__lt=clock.now() - KEPT).delete()


def _require_unchanged(task: Task, seen: str) -> None:
    if seen_of(task.pk) != seen:
        raise NotPossibleNow(_("Somebody updated this row meanwhile; please look at it again."))
