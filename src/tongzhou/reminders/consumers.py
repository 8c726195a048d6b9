"""Looks every minute of the working day for what is due soon, or has waited too long."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.journal.consumers import tick
from tongzhou.journal.portions import AT_ONCE, a_portion
from tongzhou.org.calendars import calendar
from tongzhou.reminders import actions, queries


@tick("reminders", every=60)
def remind() -> bool:
    """At night and on days off nobody is bothered."""
    return is_at_work() and a_portion(queries.overdue(AT_ONCE + 1), actions.nudge)


@tick("reminders.in_time", every=60)
def tell_in_time() -> bool:
    return is_at_work() and a_portion(queries.coming_due(AT_ONCE + 1), actions.foretell)


@tick("reminders.rows", every=300)
def remind_of_rows() -> bool:
    return is_at_work() and a_portion(queries.rows_due(AT_ONCE + 1), actions.remind_of_row)


def is_at_work() -> bool:
    now = clock.now()
    return bool(calendar().working_hours_between(now, now + timedelta(minutes=1)))
