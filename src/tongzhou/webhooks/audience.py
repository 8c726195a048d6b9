"""Whoever added a webhook hears that it was switched off."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("webhook.stopped")
def owner(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["owner"])
