"""Who hears of a collaboration as a whole and of its meetings."""

from collections.abc import Iterator
from uuid import UUID

from tongzhou.collaborations.models import Attendee, Collaboration, Named, Party
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Liaison


@heard_by(
    "collaboration.sent", "collaboration.revised", "collaboration.circulated",
    "collaboration.reopened", "collaboration.came_into_force", "collaboration.acceptance_finished",
    "collaboration.archived", "collaboration.paused", "collaboration.resumed",
    "collaboration.cancelled",
)  # fmt: skip
def parties(entry: Entry) -> Iterator[UUID]:
    """Heads and liaisons of the parties, the person in charge, followers."""
    assert entry.collaboration is not None
    rows = Party.objects.filter(collaboration=entry.collaboration)
    departments = list(rows.values_list("department", flat=True))
    yield from rows.filter(department__head__isnull=False).values_list(
        "department__head", flat=True
    )
    yield from Liaison.objects.filter(department__in=departments).values_list("person", flat=True)
    yield from _in_charge(entry.collaboration)
    followers = Named.objects.filter(collaboration=entry.collaboration, why=Named.Why.FOLLOWER)
    yield from followers.values_list("person", flat=True)


@heard_by("collaboration.divided", "collaboration.delivery_finished", "collaboration.taken_back")
def initiator(entry: Entry) -> Iterator[UUID]:
    assert entry.collaboration is not None
    yield from _in_charge(entry.collaboration)


@heard_by("collaboration.person_named")
def the_named(entry: Entry) -> Iterator[UUID]:
    yield from (UUID(person) for person in entry.payload["people"])


@heard_by("meeting.planned", "meeting.changed", "meeting.cancelled", "meeting.held")
def attendees(entry: Entry) -> Iterator[UUID]:
    yield from Attendee.objects.filter(meeting=entry.subject).values_list("person", flat=True)


def _in_charge(collaboration: UUID) -> Iterator[UUID]:
    rows = Collaboration.objects.filter(pk=collaboration)
    yield from rows.values_list("person_in_charge", flat=True)
