"""Who hears what silence led to."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.collaborations.models import Ask
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by(
    "ball.reminded", "ball.due_soon", "ball.prodded", "check_in.row_due", "check_in.row_overdue"
)
def about_a_reminder(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("ask.overrun")
def heads_of_both_sides(entry: Entry) -> Iterable[UUID]:
    """Or their deputies where a seat is empty; whoever holds the ball is reminded of it anyway."""
    ask = Ask.objects.select_related("department", "collaboration__department").get(
        pk=entry.subject
    )
    for side in (ask.department, ask.collaboration.department):
        told = side.head_id or side.deputy_id
        if told:
            yield told


@heard_by("ball.passed_up")
def about_a_ball_passed_up(entry: Entry) -> Iterable[UUID]:
    """Who is asked now, and who was asked before."""
    yield UUID(entry.payload["person"])
    if entry.payload["before"]:
        yield UUID(entry.payload["before"])
