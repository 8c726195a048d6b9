"""Links for small answers, holding what is said by them, taking it back, and carrying it out."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.events import TapHeld, TapNotTaken
from tongzhou.channels.models import HeldTap, TapLink
from tongzhou.channels.taps import PURPOSES, Choice
from tongzhou.channels.taps.standing import Wanted
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, WithoutEffect
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.capabilities import KEPT, LIVES, fresh_token, hashed, round_of, takes_effect
from tongzhou.org.link_pages import require_worth
from tongzhou.org.models import Person

LONGEST = 2000


def mint(person: Person, wanted: Wanted) -> str:
    """The address of a fresh link; its token is kept nowhere."""
    token, now = fresh_token(), clock.now()
    TapLink.objects.create(
        hash=hashed(token), person=person, matter=wanted.matter, subject=wanted.subject,
        version=wanted.offer.version, round=round_of(person), at=now, until=now + LIVES,
    )  # fmt: skip
    return settings.BASE_URL + reverse("tap-link", args=[token])


def say(link: TapLink, choice: Choice, typed: Mapping[str, str]) -> None:
    """At once, through the same actions as the page of the matter."""
    PURPOSES[link.matter].act(link.person, link.subject, choice.key, _of(choice, typed))


@transaction.atomic
def hold(
    link: TapLink, choice: Choice, typed: Mapping[str, str], *, title: str,
    deadline: datetime | None = None,
) -> HeldTap | None:  # fmt: skip
    """Tried out now and said in a while, so that it can be taken back without a trace.

    None: said at once, in the last moments before the deadline.
    Two links of one person about one matter wait for each other.
    """
    list(TapLink.objects.select_for_update().filter(subject=link.subject, person=link.person))
    now = clock.now()
    due_at = takes_effect(now, deadline)
    with transaction.atomic():
        say(link, choice, typed)
        transaction.set_rollback(due_at is not None)
    take_back(link)
    if due_at is None:
        return None
    held = HeldTap.objects.create(
        person=link.person, matter=link.matter, subject=link.subject, version=link.version,
        title=title[:200],
        choice=choice.key, typed=_of(choice, typed), round=round_of(link.person), at=now,
        due_at=due_at,
    )  # fmt: skip
    told = TapHeld(
        subject=link.subject, matter=link.matter, title=held.title,
        person=PersonId(link.person_id), due_at=due_at,
    )  # fmt: skip
    record(told, by=None)
    return held


@transaction.atomic
def take_back(link: TapLink) -> bool:
    """Whether there was something to take back."""
    rows = HeldTap.objects.filter(person=link.person_id, subject=link.subject, state="held")
    return bool(rows.update(state=HeldTap.State.UNDONE))


def due() -> list[UUID]:
    rows = HeldTap.objects.filter(state=HeldTap.State.HELD, due_at__lte=clock.now())
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True))


def carry_out(tap: UUID) -> None:
    """Say what nobody took back; what is no longer possible is told to whoever said it."""
    try:
        with transaction.atomic():
            held = _claimed(tap)
            if held is None:
                return
            _require_same_words(held)
            PURPOSES[held.matter].act(held.person, held.subject, held.choice, held.typed)
            held.state = HeldTap.State.SENT
            held.save(update_fields=["state"])
    except WithoutEffect as ended:
        _note_failure(tap, ended)


def sweep() -> None:
    TapLink.objects.filter(until__lt=clock.now() - KEPT).delete()
    HeldTap.objects.exclude(state="held").filter(at__lt=clock.now() - KEPT).delete()


def _of(choice: Choice, typed: Mapping[str, str]) -> dict[str, str]:
    """Nothing but what was asked for."""
    return {blank.name: typed.get(blank.name, "")[:LONGEST] for blank in choice.blanks}


def _claimed(tap: UUID) -> HeldTap | None:
    """For this worker alone; the person may have taken it back, left, or made all links void."""
    rows = HeldTap.objects.select_for_update(skip_locked=True, of=("self",))
    held = rows.select_related("person").filter(pk=tap, state=HeldTap.State.HELD).first()
    if held:
        require_worth(held.person, held.round)
    return held


def _require_same_words(held: HeldTap) -> None:
    """What was said to one hour, or for one department, is never said to another."""
    offer = PURPOSES[held.matter].offer(held.person, held.subject)
    if held.version and offer is not None and offer.version != held.version:
        raise NotPossibleNow(_("What you answered has changed since. Please look once more."))


@transaction.atomic
def _note_failure(tap: UUID, ended: WithoutEffect) -> None:
    held = HeldTap.objects.select_for_update(of=("self",)).select_related("person").get(pk=tap)
    if held.state != HeldTap.State.HELD:
        return
    with translation.override(held.person.language):
        held.state, held.note = HeldTap.State.FAILED, str(ended.sentence)[:300]
    held.save(update_fields=["state", "note"])
    told = TapNotTaken(
        subject=held.subject, matter=held.matter, title=held.title,
        person=PersonId(held.person_id), reason=held.note,
    )  # fmt: skip
    record(told, by=None)
