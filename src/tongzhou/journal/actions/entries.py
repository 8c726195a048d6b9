"""The only way a journal entry comes into being."""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.journal import bell, depth
from tongzhou.journal import facts as kept_facts
from tongzhou.journal.chain import FORMAT, link
from tongzhou.journal.events import Event
from tongzhou.journal.models import Caused, Entry, Head


class Actor(Protocol):
    """A person, seen from the ground floor."""

    @property
    def pk(self) -> UUID: ...


def record(
    event: Event,
    *,
    by: Actor | None,
    on_behalf_of: Actor | None = None,
    keeps: Iterable[Model] = (),
) -> Entry:
    """Append one entry in the running transaction; `by` is None when the clock itself acts.

    The head stays locked until the transaction ends: call it after the change is written. The
    entry vouches for the rows in `keeps`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of its change")
    [head] = _locked_head()
    facts = {
        "seq": head.seq + 1,
        "at": clock.now(),
        "kind": event.kind,
        "actor": by.pk if by else None,
        "on_behalf_of": on_behalf_of.pk if on_behalf_of else None,
        "subject": event.subject,
        "collaboration": event.collaboration,
        "payload": _payload(event, keeps),
        "format": FORMAT,
        "previous": head.hash,
    }
    entry = Entry(**facts, hash=link(facts))
    entry.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_ON[connection.vendor], [entry.seq, entry.hash])
    transaction.on_commit(bell.ring)
    if passed := depth.current():
        Caused.objects.create(entry=entry, depth=passed)
    return entry


def hold() -> None:
    """Nobody else writes an entry until this transaction ends: for a change without a row to lock."""
    list(_locked_head())


def _payload(event: Event, keeps: Iterable[Model]) -> dict[str, Any]:
    vouched = kept_facts.told(keeps)
    return event.payload() | ({kept_facts.NAME: vouched} if vouched else {})


MOVE_ON = {
    "sqlite": "UPDATE journal_head SET seq = %s, hash = %s WHERE id = 1",
    "postgresql": "WITH moved AS"
    " (UPDATE journal_head SET seq = %s, hash = %s WHERE id = 1 RETURNING seq)"
    " SELECT pg_notify('tongzhou_journal', seq::text) FROM moved",
}
"""Every change of the house ends with it, so it is not put together anew; `bell` listens."""


@Prepared
def _locked_head() -> QuerySet[Head]:
    return Head.objects.select_for_update().filter(id=1)
