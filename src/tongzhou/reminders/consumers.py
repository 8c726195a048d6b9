"""Looks every minute of the working day for what has waited too long."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.journal.consumers import tick
from tongzhou.journal.portions import AT_ONCE, a_portion
from tongzhou.org.calendars import calendar
from tongzhou.reminders import actions, queries


@tick("reminders", every=60)
def remind() -> bool:
    """At night and on days off nobody is bothered."""
    now = clock.now()
    if not calendar().working_hours_between(now, now + timedelta(minutes=1)):
        return False
    return a_portion(queries.overdue(AT_ONCE + 1), actions.nudge)
