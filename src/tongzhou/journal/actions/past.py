"""The bulk road: what happened before the house was opened, as demonstrations write it.

Entries are numbered, hashed and chained exactly as `record` does; only that each is not a
transaction of its own. Nobody is told of them: `cursors.skip` after it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongzhou.core.loading import load
from tongzhou.journal.chain import FACTS, FORMAT, link
from tongzhou.journal.events import Event
from tongzhou.journal.models import Entry, Head

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Past:
    """`event` is made when its turn comes; with `reads` once all entries before it are written."""

    at: datetime
    by: UUID | None
    event: Callable[[], Event]
    reads: bool = False


def record_past(
    happened: Iterable[Past], *, told: Callable[[int], None] = lambda _seq: None
) -> int:
    """In the order of their moments; `told` hears how far it is. Returns the last number."""
    waiting: list[Past] = []
    for one in happened:
        if one.reads or len(waiting) >= BATCH:
            told(_write(waiting))
            waiting = []
        waiting.append(one)
    return _write(waiting)


def _write(waiting: list[Past]) -> int:
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        load(Entry, (*FACTS, "hash"), [_entry(one, head) for one in waiting])
        head.save(update_fields=["seq", "hash"])
        return head.seq


def _entry(one: Past, head: Head) -> list[Any]:
    event = one.event()
    facts: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": one.at,
        "kind": event.kind,
        "actor": one.by,
        "on_behalf_of": None,
        "subject": event.subject,
        "collaboration": event.collaboration,
        "payload": event.payload(),
        "format": FORMAT,
        "previous": head.hash,
    }
    head.seq, head.hash = head.seq + 1, link(facts)
    return [*(facts[name] for name in FACTS), head.hash]
