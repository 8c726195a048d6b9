"""Moves the cursors of consumers and the turns of ticks; each function is one transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.consumers import CONSUMERS, TICKS
from tongzhou.journal.models import Cursor, Entry, Head

BATCH = 100
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)


def register(names: Iterable[str]) -> None:
    """Make sure that every consumer and tick has its row."""
    Cursor.objects.bulk_create([Cursor(consumer=name) for name in names], ignore_conflicts=True)


def skip() -> None:
    """Every consumer has read everything: its effects stand already."""
    register(CONSUMERS)
    head = Head.objects.values_list("seq", flat=True).get(id=1)
    Cursor.objects.filter(consumer__in=CONSUMERS).update(seq=head)


Batches = dict[int, list[Entry]]
"""Of one pass, by the entry they come after: entries never change, so one reading serves all."""


def advance(name: str, read: Batches | None = None) -> int:
    """Hand the next entries to one consumer; their effects and the new place are kept together.

    0 also when another worker is at it.
    """
    batches = {} if read is None else read
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(consumer=name).first()
        if cursor is None:
            return 0
        if cursor.seq not in batches:
            batches[cursor.seq] = list(Entry.objects.filter(seq__gt=cursor.seq)[:BATCH])
        entries = batches[cursor.seq]
        if entries:
            CONSUMERS[name](entries)
            Cursor.objects.filter(consumer=name).update(
                seq=entries[-1].seq, failures=0, last_error="", retry_at=None
            )
        return len(entries)


def take_turn(name: str) -> bool:
    """Whether this worker is the one to do the chore now; its next turn is noted at once."""
    now = clock.now()
    every = TICKS[name].every
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(consumer=name).first()
        if cursor is None or not is_due(cursor, every):
            return False
        Cursor.objects.filter(consumer=name).update(retry_at=now + every)
        return True


def come_back(name: str) -> None:
    """The chore did a portion: its next turn does not wait."""
    Cursor.objects.filter(consumer=name).update(retry_at=clock.now())


def is_due(cursor: Cursor, every: timedelta) -> bool:
    """A turn further away than one interval was noted by a clock that has since been put back."""
    now = clock.now()
    return cursor.retry_at is None or not (now < cursor.retry_at <= now + max(every, LONGEST_PAUSE))


def note_success(name: str) -> None:
    Cursor.objects.filter(consumer=name, failures__gt=0).update(failures=0, last_error="")


def note_failure(name: str, error: Exception) -> None:
    """Keep the reason for the operator and wait longer each time."""
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(consumer=name)
        cursor.failures += 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(cursor.failures - 1, 12))
        cursor.retry_at = clock.now() + pause
        cursor.last_error = f"{type(error).__name__}: {error}"[:2000]
        cursor.save(update_fields=["failures", "retry_at", "last_error"])
