"""What the apps are to bring to people, who may send now, and how it ended."""

import random
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.channels.apps import PROVIDERS, Failed
from tongzhou.channels.apps.console import BRANDS
from tongzhou.channels.events import AppFailed
from tongzhou.channels.models import App, AppCall, AppPost, SentCard
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import EVENTS
from tongzhou.journal.models import Cursor
from tongzhou.notices.models import Notice
from tongzhou.notices.queries import wishes_of
from tongzhou.notices.timing import card_at
from tongzhou.org.models import ExternalId

READER = "notices"
"""Up to its cursor there are notices to take over."""
ENTRIES = 500
STALE = timedelta(hours=24)
"""What nobody could be told for so long stands in the inbox anyhow."""
GATHERED = timedelta(seconds=10)
"""What happens to one person within this time is one card."""
LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
LONGEST_PAUSE = 3600
TOLD_AFTER = 3
KEPT = timedelta(days=30)
CALLS_KEPT = timedelta(days=2)


@transaction.atomic
def gather(app: App) -> bool:
    """Take over what people were told since; whether there is more. Nothing is taken over twice."""
    locked = App.objects.select_for_update().get(pk=app.pk)
    read = Cursor.objects.filter(consumer=READER).values_list("seq", flat=True).first() or 0
    until = min(read, locked.heard + ENTRIES)
    if locked.closed_at or until <= locked.heard:
        return False
    if locked.speaks:
        _note(locked, until)
    locked.heard = until
    locked.save(update_fields=["heard"])
    return until < read


def _note(app: App, until: int) -> None:
    people = ExternalId.objects.filter(system=app.kind).values("person")
    told = Notice.objects.filter(entry_id__gt=app.heard, entry_id__lte=until, person__in=people)
    rows = [row for row in told if row.kind in EVENTS and EVENTS[row.kind].mail]
    wishes = wishes_of({row.person_id for row in rows})
    now = clock.now()
    posts = []
    for row in rows:
        at = card_at(row.kind, wishes[row.person_id], now)
        if at is not None:
            due = max(at, now + GATHERED)
            posts.append(AppPost(app=app, notice=row, person_id=row.person_id, at=now, next_at=due))
    AppPost.objects.bulk_create(posts, ignore_conflicts=True)


@transaction.atomic
def take(app: UUID, most: int) -> list[AppPost] | None:
    """The oldest that are due, for this worker alone, each with all that is due for its person.

    None when another worker is at it, a limit holds it, or nothing is to be done.
    """
    now = clock.now()
    rows = App.objects.working().select_for_update(skip_locked=True)
    locked = rows.filter(pk=app).first()
    if locked is None or not _may_speak(locked, now) or _is_spent(locked, now):
        return None
    pending = AppPost.objects.filter(app=locked, state=AppPost.State.PENDING)
    pending.filter(at__lt=now - STALE, next_at__lt=now - STALE).update(
        state=AppPost.State.DEAD, note=locked.last_error
    )
    due = pending.filter(next_at__lte=now)
    people = list(
        dict.fromkeys(due.order_by("next_at", "pk").values_list("person", flat=True)[:most])
    )
    if not people and locked.trial != "waiting":
        return None
    locked.busy_until = now + LEASE
    locked.save(update_fields=["busy_until"])
    return list(due.filter(person__in=people).order_by("person", "pk"))


def _may_speak(app: App, now: datetime) -> bool:
    if (app.busy_until and app.busy_until > now) or (app.retry_at and app.retry_at > now):
        return False
    spoken = SentCard.objects.filter(app=app, at__gt=now - MINUTE).count()
    return spoken < PROVIDERS[app.kind].per_minute


def _is_spent(app: App, now: datetime) -> bool:
    """What the messenger takes on one day has been sent: the rest waits for the next one."""
    most = PROVIDERS[app.kind].per_day_each
    if not most:
        return False
    midnight = now.astimezone(clock.zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    accounts = ExternalId.objects.filter(system=app.kind).count()
    if SentCard.objects.filter(app=app, at__gte=midnight).count() < most * max(1, accounts):
        return False
    app.retry_at = midnight + timedelta(days=1)
    app.last_error = str(_("The messages of today are used up; the rest is sent tomorrow."))
    app.save(update_fields=["retry_at", "last_error"])
    return True


def drop(posts: Iterable[AppPost]) -> None:
    """Read meanwhile, or no longer for this person to see."""
    ids = [post.pk for post in posts]
    AppPost.objects.filter(pk__in=ids).update(state=AppPost.State.DROPPED)


def put_off(posts: Iterable[AppPost]) -> None:
    """Too much for one person at once: in a while it comes in one piece."""
    ids = [post.pk for post in posts]
    AppPost.objects.filter(pk__in=ids).update(next_at=clock.now() + 10 * MINUTE)


def begin(
    app: App, person: UUID, posts: Sequence[AppPost], *, ask: UUID | None = None,
    version: int | None = None,
) -> SentCard:  # fmt: skip
    """The card gets its number before it leaves, that of its first piece of news.

    A worker that ended before it could note it sends the same number again, which the messenger knows.
    """
    facts = {"app": app, "person_id": person, "ask_id": ask, "version": version, "at": clock.now()}
    if not posts:
        return SentCard.objects.create(**facts)
    return SentCard.objects.get_or_create(pk=posts[0].pk, defaults=facts)[0]


@transaction.atomic
def note_sent(card: SentCard, posts: Iterable[AppPost], reference: str) -> None:
    card.reference = reference[:300]
    card.save(update_fields=["reference"])
    ids = [post.pk for post in posts]
    AppPost.objects.filter(pk__in=ids).update(state=AppPost.State.SENT, note="")


@transaction.atomic
def note_refusal(card: SentCard, posts: Iterable[AppPost], failed: Failed) -> None:
    """What concerns one person is given up; what concerns the app waits for it."""
    ids = [post.pk for post in posts]
    if failed.personal:
        AppPost.objects.filter(pk__in=ids).update(state=AppPost.State.DEAD, note=failed.reason)
    card.delete()


@transaction.atomic
def note_turn(app: App, failed: Failed | None, *, is_trial: bool) -> None:
    """Free the app; after a failure it pauses, longer each time and never in step with others."""
    locked = App.objects.select_for_update().get(pk=app.pk)
    locked.busy_until = None
    locked.failures = 0 if failed is None else locked.failures + 1
    locked.last_error = "" if failed is None else failed.reason[:300]
    locked.retry_at = None
    if failed is not None:
        locked.retry_at = clock.now() + _pause(locked.failures, failed.wait)
    if is_trial:
        locked.trial = "worked" if failed is None else "failed"
        locked.tried_at = clock.now()
    locked.save(
        update_fields=["busy_until", "failures", "last_error", "retry_at", "trial", "tried_at"]
    )
    if locked.failures == TOLD_AFTER:
        name = BRANDS[locked.kind]
        told = AppFailed(
            subject=locked.pk, messenger=locked.kind, name=name, reason=locked.last_error
        )
        record(told, by=None)


def _pause(failures: int, least: int) -> timedelta:
    backoff = min(LONGEST_PAUSE, 5 * 2 ** min(failures, 12))
    return timedelta(seconds=max(least, backoff) * random.uniform(1, 1.25))  # noqa: S311 — jitter


def note_changed(asks: Collection[UUID]) -> None:
    """Cards about these requests have to say what became of them."""
    if asks:
        cards = SentCard.objects.filter(ask__in=asks, settled_at=None)
        cards.exclude(reference="").update(is_due=True)


def put_aside(card: SentCard) -> None:
    """It still can be answered as it stands."""
    SentCard.objects.filter(pk=card.pk).update(is_due=False)


def note_settled(card: SentCard) -> None:
    """It shows what happened, or the messenger does not let it be changed any more."""
    SentCard.objects.filter(pk=card.pk).update(is_due=False, settled_at=clock.now(), reference="")


def sweep() -> None:
    old = clock.now() - KEPT
    AppPost.objects.filter(at__lt=old).exclude(state=AppPost.State.PENDING).delete()
    SentCard.objects.filter(at__lt=old).delete()
    AppCall.objects.filter(at__lt=clock.now() - CALLS_KEPT).delete()
