"""Who hears of a collaboration as a whole and of its meetings."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Attendee, Collaboration, Meeting, Named, Party
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Liaison


@heard_by(
    "collaboration.revised", "collaboration.came_into_force", "collaboration.acceptance_finished",
    "collaboration.archived", "collaboration.paused", "collaboration.resumed",
    "collaboration.cancelled", "collaboration.handed_over",
)  # fmt: skip
def parties(entry: Entry) -> Iterator[UUID]:
    """Heads and liaisons of the parties, the person in charge, followers."""
    rows = Party.objects.filter(collaboration=entry.collaboration)
    yield from _heads(rows)
    yield from _beside_the_heads(entry, rows)


@heard_by("collaboration.opened")
def everybody_it_is_confidential_among(entry: Entry) -> Iterator[UUID]:
    yield from parties(entry)
    named = Named.objects.filter(collaboration=entry.collaboration)
    yield from named.values_list("person", flat=True)


@heard_by("collaboration.sent")
def own_side(entry: Entry) -> Iterator[UUID]:
    """The partners hear the request that was written to them."""
    rows = Party.objects.filter(collaboration=entry.collaboration, is_initiator=True)
    yield from _heads(rows)
    yield from _beside_the_heads(entry, rows)


@heard_by("collaboration.circulated", "collaboration.reopened")
def who_does_not_sign(entry: Entry) -> set[UUID]:
    """The heads hear of the agreement itself, which is circulated, objected to or taken back."""
    rows = Party.objects.filter(collaboration=entry.collaboration)
    told = {*_heads(rows), *rows.values_list("department__deputy", flat=True)}
    if entry.kind == "collaboration.reopened":
        told |= set(_in_charge(entry.collaboration))
    return set(_beside_the_heads(entry, rows)) - told


@heard_by("collaboration.divided", "collaboration.delivery_finished", "collaboration.taken_back")
def initiator(entry: Entry) -> Iterator[UUID]:
    assert entry.collaboration is not None
    yield from _in_charge(entry.collaboration)


@heard_by("collaboration.person_named")
def the_named(entry: Entry) -> Iterator[UUID]:
    yield from (UUID(person) for person in entry.payload["people"])


@heard_by("meeting.planned", "meeting.changed", "meeting.cancelled", "meeting.held")
def attendees(entry: Entry) -> Iterator[UUID]:
    """Also whoever is no longer invited: their calendar takes the meeting out."""
    yield from (UUID(person) for person in entry.payload.get("removed", ()))
    yield from Attendee.objects.filter(meeting=entry.subject).values_list("person", flat=True)


def _heads(rows: QuerySet[Party]) -> Iterator[UUID]:
    led = rows.filter(department__head__isnull=False)
    yield from led.values_list("department__head", flat=True)


def _beside_the_heads(entry: Entry, rows: QuerySet[Party]) -> Iterator[UUID]:
    departments = list(rows.values_list("department", flat=True))
    yield from Liaison.objects.filter(department__in=departments).values_list("person", flat=True)
    yield from _in_charge(entry.collaboration)
    followers = Named.objects.filter(collaboration=entry.collaboration, why=Named.Why.FOLLOWER)
    yield from followers.values_list("person", flat=True)


@heard_by("meeting.replied")
def caller(entry: Entry) -> Iterator[UUID]:
    yield from Meeting.objects.filter(pk=entry.subject).values_list("called_by", flat=True)


def _in_charge(collaboration: UUID | None) -> Iterator[UUID]:
    assert collaboration is not None
    rows = Collaboration.objects.filter(pk=collaboration)
    yield from rows.values_list("person_in_charge", flat=True)
