"""Who hears of changes in the organisation."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("delegation.started", "delegation.ended")
def about_standing_in(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])
    yield UUID(entry.payload["delegate"])


@heard_by("person.password_changed")
def whose_password_it_is(entry: Entry) -> Iterable[UUID]:
    """Whoever knows the new one could sign in the person's name."""
    yield UUID(entry.payload["person"])


@heard_by("department.acting_head_named", "department.acting_head_ended")
def whoever_acts_as_head(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])
