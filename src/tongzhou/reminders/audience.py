"""Who hears what silence led to."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("ball.reminded")
def about_a_reminder(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("ball.passed_up")
def about_a_ball_passed_up(entry: Entry) -> Iterable[UUID]:
    """Who is asked now, and who was asked before."""
    yield UUID(entry.payload["person"])
    if entry.payload["before"]:
        yield UUID(entry.payload["before"])
