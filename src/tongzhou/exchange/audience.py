"""Who hears of gains: whoever answers for the department that gained, or gave."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.exchange.models import Gain
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by("gain.due", "gain.offered")
def those_who_gained(entry: Entry) -> Iterable[UUID]:
    yield from _answering(entry.payload["receiver"])


@heard_by("gain.reminded", "gain.taken_up")
def about_silence(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("gain.unconfirmed")
def whoever_told_it(entry: Entry) -> Iterable[UUID]:
    gain = Gain.objects.get(pk=entry.subject)
    if gain.by_id:
        yield gain.by_id


@heard_by("gain.confirmed", "gain.partly", "gain.not")
def those_who_gave(entry: Entry) -> Iterable[UUID]:
    """And whoever said it."""
    gain = Gain.objects.get(pk=entry.subject)
    if gain.by_id:
        yield gain.by_id
    yield from _answering(gain.giver_id)


def _answering(department: UUID | str) -> Iterable[UUID]:
    answers = Q(liaises__department=department) | Q(heads=department)
    return Person.objects.filter(answers).distinct().values_list("pk", flat=True)
