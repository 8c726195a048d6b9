"""When everything in the life of one collaboration happened, from its draft to today."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.progress.actions.expecting import week_of

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
ORDER = ("asking", "dividing", "signing", "delivering", "accepting", "reviewing", "archived")
WEEKS = {"delivering": (1.5, 7), "accepting": (5, 7), "reviewing": (5, 7), "archived": (5, 7)}
"""How many weeks the work has been going on, at least and at most."""
SINCE = {"reviewing": 2 * DAY, "archived": 9 * DAY}
"""How long ago the last delivery was accepted, at least."""


@dataclass(frozen=True, slots=True)
class Week:
    """One round; `due_at` is its deadline."""

    monday: datetime
    due_at: datetime
    is_open: bool


@dataclass(slots=True)
class Life:
    state: str
    drafted: datetime
    sent: datetime
    answered: list[datetime]
    divided: datetime
    circulated: datetime
    in_force: datetime
    delivered: datetime
    closed: datetime
    weeks: list[Week] = field(default_factory=list)

    def reached(self, state: str) -> bool:
        return ORDER.index(self.state) >= ORDER.index(state)

    @property
    def since(self) -> datetime:
        """When it came into its present state."""
        return {
            "asking": self.sent,
            "dividing": self.divided,
            "signing": self.circulated,
            "delivering": self.in_force,
            "accepting": self.delivered,
            "reviewing": self.delivered + 4 * HOUR,
            "archived": self.closed,
        }[self.state]


def life(state: str, parties: int, now: datetime, chance: random.Random, calendar: WorkCalendar) -> Life:  # fmt: skip
    """Counted back from what happened last: that was a few hours ago, so that no clock ran out."""
    last = now - HOUR * chance.uniform(1, 16) - SINCE.get(state, timedelta())
    if state == "archived":
        last -= DAY * chance.uniform(0, 50)
    weeks = WEEK * chance.uniform(*WEEKS[state]) if state in WEEKS else timedelta()
    delivered = last - 5 * HOUR if state in ("reviewing", "archived") else last
    in_force = delivered - weeks
    circulated = {"signing": last}.get(state, in_force - DAY)
    divided = {"dividing": last}.get(state, circulated - 2 * DAY)
    sent = {"asking": last}.get(state, divided - 3 * DAY)
    answered = [divided - HOUR * (parties - place) for place in range(1, parties + 1)]
    found = Life(
        state=state, drafted=sent - 4 * HOUR, sent=sent, answered=answered, divided=divided,
        circulated=circulated, in_force=in_force, delivered=delivered,
        closed=delivered + 6 * DAY,
    )  # fmt: skip
    if found.reached("delivering"):
        found.weeks = _weeks(found, now, calendar)
    return found


def _weeks(life: Life, now: datetime, calendar: WorkCalendar) -> list[Week]:
    """From the week in which it came into force to the present one, or to the last delivery."""
    until = now if life.state == "delivering" else life.delivered - DAY
    day, found = week_of(life.in_force.astimezone(clock.zone()).date()), []
    while (monday := datetime.combine(day, datetime.min.time(), tzinfo=clock.zone())) < until:
        due_at = calendar.week_deadline(day)
        if due_at and due_at > life.in_force:
            found.append(Week(max(monday + 9 * HOUR, life.in_force), due_at, due_at > now))
        day += WEEK
    return found
