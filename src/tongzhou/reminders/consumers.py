"""The one place that asks every package what is due, and lets it say so in working hours.

A package says what is due and to whom; when anybody is bothered, how many at once, and that nothing
is said at night or on days off is the same for all of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tongzhou.journal.consumers import tick
from tongzhou.journal.portions import AT_ONCE, a_portion
from tongzhou.org.calendars import is_at_work
from tongzhou.progress.actions import rounds
from tongzhou.progress.queries.weeks import to_be_reminded
from tongzhou.reminders import actions, queries
from tongzhou.submissions.actions import reminding


@dataclass(frozen=True, slots=True)
class Due:
    """`waiting` is asked every so many seconds; `say` tells one of them, once."""

    name: str
    every: int
    waiting: Callable[[int], Iterable[Any]]
    say: Callable[[Any], object]

    def remind(self) -> bool:
        """Whether there is more."""
        return is_at_work() and a_portion(self.waiting(AT_ONCE + 1), self.say)


ASKED = (
    Due("reminders", 60, queries.overdue, actions.nudge),
    Due("reminders.in_time", 60, queries.coming_due, actions.foretell),
    Due("reminders.rows", 300, queries.rows_due, actions.remind_of_row),
    Due("progress.reminders", 300, to_be_reminded, rounds.remind),
    Due("submissions.reminders", 60, reminding.due, reminding.remind),
)

for one in ASKED:
    tick(one.name, every=one.every)(one.remind)
