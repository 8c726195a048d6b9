"""Whoever gained holds the ball until they have said what became of it, also after the archive."""

from datetime import datetime

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.exchange.models import Gain
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person

HOURS = 40
"""Five working days: a gain is measured, not felt."""


def ask_receiver(gain: Gain) -> None:
    """A ball belongs to a collaboration; for a gain told without one see `silence`."""
    case = gain.collaboration
    if case is None:
        return
    _settle(gain, case, liaisons(gain), due_at=calendar().add_working_hours(gain.at, HOURS))


def hand_on(gain: Gain) -> None:
    """Seats changed: whoever answers now has the time that is left; nothing moves while the one
    who holds it still answers."""
    ball = Ball.objects.filter(kind="gain", matter=gain.pk).select_related("person").first()
    case = gain.collaboration
    if ball is None or case is None:
        return
    seated, department = liaisons(gain), gain.receiver
    answering = [*seated, department.head, department.deputy]
    present = [one for one in answering if one and one.is_active]
    if present and ball.person not in present:
        balls.pass_up(ball, to=present[0], step=0)
    _settle(gain, case, seated, due_at=ball.due_at, paused_because=ball.paused_because)
    ball.refresh_from_db()
    if ball.person:
        bring_in_person(case, ball.person, by=None)


def _settle(
    gain: Gain, case: Collaboration, seated: list[Person], *, due_at: datetime | None,
    paused_because: str = "",
) -> None:  # fmt: skip
    holder = Holder(
        department=gain.receiver,
        person=seated[0] if seated else gain.receiver.head,
        deputy=gain.receiver.head,
        waiting=case.person_in_charge,
        due_at=due_at,
        paused_because=paused_because,
    )
    balls.settle("gain", gain.pk, case, state="due", title=gain.title, holders=[holder])


def liaisons(gain: Gain) -> list[Person]:
    seats = gain.receiver.liaisons.filter(person__is_active=True).select_related("person")
    return [seat.person for seat in seats]


def rest(gain: Gain) -> None:
    balls.rest("gain", gain.pk)
