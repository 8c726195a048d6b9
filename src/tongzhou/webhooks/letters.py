"""What another system is sent, signed as Standard Webhooks say.

`webhook-id` is the delivery and stays the same at every attempt; `data.event` is the same for every
receiver; `data.sequence` grows with everything that happens, so whoever got events about one matter
out of order keeps the one with the highest.
"""

import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from standardwebhooks import Webhook as Signing

from tongzhou.channels.sealing import unseal
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.journal.models import Entry
from tongzhou.notices.links import address
from tongzhou.org.queries import names_of
from tongzhou.webhooks.models import Webhook, WebhookDelivery

DEPTH = "Tongzhou-Depth"
"""How many systems passed it on: whoever calls the API because of a webhook repeats the header."""


@dataclass(frozen=True, slots=True)
class Letter:
    delivery: UUID
    body: bytes
    headers: dict[str, str]


def letters(webhook: Webhook, deliveries: list[WebhookDelivery]) -> list[Letter]:
    """In the owner's language; deliveries without an entry are tests."""
    entries = [one.entry for one in deliveries if one.entry]
    with translation.override(webhook.owner.language):
        told = {line.seq: line.sentence for line in journal.lines(entries, names=names_of)}
    cases = Collaboration.objects.in_bulk({one.collaboration for one in entries})
    return [
        _letter(webhook, one, _event(one.entry, told, cases) if one.entry else _ping(webhook))
        for one in deliveries
    ]


def _letter(webhook: Webhook, delivery: WebhookDelivery, said: dict[str, Any]) -> Letter:
    body, now = json.dumps(said, ensure_ascii=False), clock.now().astimezone(UTC)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(
            Signing(secret).sign(str(delivery.pk), now, body) for secret in _secrets(webhook)
        ),
        DEPTH: str(delivery.depth),
    }
    return Letter(delivery.pk, body.encode(), headers)


def _secrets(webhook: Webhook) -> list[str]:
    sealed = [webhook.secret]
    if webhook.former_until and webhook.former_until > clock.now():
        sealed.append(webhook.former_secret)
    return [secret for secret in map(unseal, sealed) if secret]


def _event(entry: Entry, told: dict[int, str], cases: dict[UUID, Collaboration]) -> dict[str, Any]:
    case = cases[entry.collaboration] if entry.collaboration else None
    return {
        "type": entry.kind,
        "timestamp": entry.at.isoformat(),
        "data": {
            "event": f"evt_{entry.seq}",
            "sequence": entry.seq,
            "subject": str(entry.subject),
            "collaboration": case
            and {"id": str(case.pk), "number": case.number, "name": case.name},
            "actor": entry.actor and str(entry.actor),
            "on_behalf_of": entry.on_behalf_of and str(entry.on_behalf_of),
            "summary": told[entry.seq],
            "url": settings.BASE_URL + address(entry),
        },
    }


def _ping(webhook: Webhook) -> dict[str, Any]:
    return {
        "type": "webhook.test",
        "timestamp": clock.now().isoformat(),
        "data": {"webhook": str(webhook.pk), "name": webhook.name},
    }
