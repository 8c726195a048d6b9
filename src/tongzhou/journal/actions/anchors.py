"""Takes the head of the journal once a day, and notes where it was brought to."""

from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.actions.entries import record
from tongzhou.journal.events import AnchorStamped, JournalAnchored
from tongzhou.journal.models import Anchor, Entry, Head

ANCHORS = UUID(int=3)
"""What entries about anchors are about: the row of each has a number only."""


def take() -> Anchor | None:
    """The anchor of today, once a day before has entries; None when it was taken already."""
    today = clock.today()
    if Anchor.objects.filter(day=today).exists() or not _has_a_day_before():
        return None
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        anchor, is_new = Anchor.objects.get_or_create(
            day=today, defaults={"seq": head.seq, "hash": head.hash, "at": clock.now()}
        )
        if is_new:
            event = JournalAnchored(subject=ANCHORS, day=today, seq=anchor.seq)
            record(event, by=None, keeps=[anchor])
    return anchor if is_new else None


def note_filed(anchor: Anchor) -> None:
    anchor.filed_at = clock.now()
    anchor.save(update_fields=["filed_at"])


def note_mailed(anchor: Anchor, *, to: int) -> None:
    anchor.mailed_at, anchor.mailed_to = clock.now(), to
    anchor.save(update_fields=["mailed_at", "mailed_to"])


def note_stamped(anchor: Anchor, *, stamp: str) -> None:
    with transaction.atomic():
        anchor.stamped_at, anchor.stamp = clock.now(), stamp
        anchor.save(update_fields=["stamped_at", "stamp"])
        record(AnchorStamped(subject=ANCHORS, day=anchor.day), by=None, keeps=[anchor])


def _has_a_day_before() -> bool:
    first = Entry.objects.order_by("seq").values_list("at", flat=True).first()
    return first is not None and first.astimezone(clock.zone()).date() < clock.today()
