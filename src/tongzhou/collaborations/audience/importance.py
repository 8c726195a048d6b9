"""Whoever works for it learns at once when its priority changes."""

from collections.abc import Iterator
from uuid import UUID

from tongzhou.collaborations.audience.cases import parties
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("priority.stated", "priority.raised", "priority.lowered", "attention.recorded")
def everybody_involved(entry: Entry) -> Iterator[UUID]:
    """Heads and liaisons of the parties, the person in charge, followers."""
    yield from parties(entry)
