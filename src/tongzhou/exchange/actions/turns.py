"""Whoever gained holds the ball until they have said what became of it, also after the archive."""

from tongzhou.collaborations import balls
from tongzhou.collaborations.balls import Holder
from tongzhou.exchange.models import Gain
from tongzhou.org.calendars import calendar

HOURS = 40
"""Five working days: a gain is measured, not felt."""


def ask_receiver(gain: Gain) -> None:
    """A gain offered without a collaboration is asked about by notice and list alone: a ball
    belongs to a collaboration."""
    case = gain.collaboration
    if case is None:
        return
    department = gain.receiver
    liaison = department.liaisons.filter(person__is_active=True).select_related("person").first()
    holder = Holder(
        department=department,
        person=liaison.person if liaison else department.head,
        deputy=department.head,
        waiting=case.person_in_charge,
        due_at=calendar().add_working_hours(gain.at, HOURS),
    )
    balls.settle("gain", gain.pk, case, state="due", title=gain.title, holders=[holder])


def rest(gain: Gain) -> None:
    balls.rest("gain", gain.pk)
