"""What each webhook is to tell, who may send it now, and how it ended."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.journal.models import Entry
from tongzhou.webhooks.events import WebhookStopped
from tongzhou.webhooks.models import Webhook, WebhookDelivery

DEEPEST = 3
"""Nothing is passed on further: two systems that answer each other would never end."""
FAILS_FOR = timedelta(hours=1)
FAILS_TIMES = 8
"""After so many failures in a row, over at least so long, a webhook is switched off."""
LEASE = timedelta(seconds=60)
LONGEST_PAUSE = 3600
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`final`: another attempt would end the same; `gone`: the other side wants nothing any more."""

    arrived: bool
    status: int | None = None
    note: str = ""  # a WebhookDelivery.Note
    wait: int = 0
    final: bool = False
    gone: bool = False


def note(told: Iterable[tuple[Webhook, Entry, int]]) -> None:
    """Each webhook has the entry to tell, `depth` systems on; a repetition changes nothing."""
    rows = [
        WebhookDelivery(
            webhook=webhook, entry=entry, depth=depth + 1, noted_at=clock.now(),
            state="waiting" if depth < DEEPEST else "dropped",
            note="" if depth < DEEPEST else WebhookDelivery.Note.LOOP,
        )
        for webhook, entry, depth in told
    ]  # fmt: skip
    WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def take(webhook: UUID, most: int) -> list[WebhookDelivery]:
    """Its oldest deliveries, for this worker alone; none while it pauses or another one sends."""
    now = clock.now()
    rows = Webhook.objects.working().select_for_update(skip_locked=True)
    locked = rows.filter(pk=webhook).first()
    if locked is None or _holds(locked.busy_until, now) or _holds(locked.retry_at, now):
        return []
    waiting = WebhookDelivery.objects.filter(webhook=locked, state="waiting").select_related(
        "entry"
    )
    taken = list(waiting.order_by("entry_id", "noted_at")[:most])
    if taken:
        Webhook.objects.filter(pk=webhook).update(busy_until=now + LEASE)
    return taken


def drop(deliveries: Iterable[WebhookDelivery]) -> None:
    """What the owner may no longer see."""
    WebhookDelivery.objects.filter(pk__in=[one.pk for one in deliveries]).update(
        state="dropped", note=WebhookDelivery.Note.HIDDEN
    )


@transaction.atomic
def put_down(webhook: UUID, outcomes: dict[UUID, Outcome]) -> None:
    """Note how each delivery ended, and free the webhook."""
    locked = Webhook.objects.select_for_update().get(pk=webhook)
    locked.busy_until = None
    for delivery, outcome in outcomes.items():
        _note_delivery(delivery, outcome)
        _note_webhook(locked, outcome)
    locked.save(update_fields=["busy_until", "failures", "failing_since", "retry_at", "stopped_at"])


def _note_delivery(pk: UUID, outcome: Outcome) -> None:
    row = WebhookDelivery.objects.get(pk=pk)
    row.attempts += 1
    row.tried_at, row.status, row.note = clock.now(), outcome.status, outcome.note
    if outcome.arrived:
        row.state = WebhookDelivery.State.ARRIVED
    elif outcome.final:
        row.state = WebhookDelivery.State.REFUSED
    row.save(update_fields=["attempts", "tried_at", "status", "note", "state"])


def _note_webhook(webhook: Webhook, outcome: Outcome) -> None:
    now = clock.now()
    if outcome.arrived:
        webhook.failures, webhook.failing_since, webhook.retry_at = 0, None, None
        return
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now
    webhook.retry_at = None if outcome.final else now + _pause(webhook.failures, outcome.wait)
    worn_out = webhook.failures >= FAILS_TIMES and now - webhook.failing_since >= FAILS_FOR
    if webhook.stopped_at is None and (outcome.gone or worn_out):
        webhook.stopped_at = now
        told = WebhookStopped(
            subject=webhook.pk, name=webhook.name, owner=PersonId(webhook.owner_id),
            since=webhook.failing_since, status=outcome.status,
        )  # fmt: skip
        record(told, by=None)


def _holds(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _pause(failures: int, least: int) -> timedelta:
    """Longer each time, and never in step with others."""
    backoff = min(LONGEST_PAUSE, 5 * 2 ** min(failures, 12))
    return timedelta(seconds=max(least, backoff) * random.uniform(1, 1.25))  # noqa: S311 — jitter


def sweep() -> None:
    WebhookDelivery.objects.filter(noted_at__lt=clock.now() - KEPT).exclude(
        state="waiting"
    ).delete()
