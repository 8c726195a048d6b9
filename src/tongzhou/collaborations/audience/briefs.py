"""Whoever a brief was forwarded to."""

from collections.abc import Iterator
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("brief.forwarded")
def addressee(entry: Entry) -> Iterator[UUID]:
    yield UUID(entry.payload["to"])
