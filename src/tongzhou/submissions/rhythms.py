"""When a campaign reminds, and when the next of a rhythm opens and ends."""

from datetime import datetime, time, timedelta

from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.submissions.models import Campaign

MORNING = time(10, 0)
PATIENCE = 8
"""Working hours after the deadline until the deputy is asked, and again until the head is."""
LAST_STEP = 4
WEEK = timedelta(days=7)
MONTHS = {"monthly": 1, "quarterly": 3}


def moment_of(step: int, due_at: datetime) -> datetime:
    """1: the working day before; 2: at the deadline; 3: the deputy; 4: the head."""
    if step == 1:
        return _the_day_before(due_at)
    return calendar().add_working_hours(due_at, PATIENCE * (step - 2)) if step > 2 else due_at


def step_at(moment: datetime, due_at: datetime) -> int:
    """The last step whose moment has come; 0: none. After an outage only that one is taken."""
    return max((s for s in range(1, LAST_STEP + 1) if moment_of(s, due_at) <= moment), default=0)


def next_due(campaign: Campaign) -> datetime | None:
    """One period later; on a day off the working day before. None: it is not repeated."""
    if campaign.rhythm == Campaign.Rhythm.ONCE:
        return None
    due = campaign.due_at.astimezone(clock.zone())
    later = (
        due + WEEK if campaign.rhythm == Campaign.Rhythm.WEEKLY else _months_later(due, campaign)
    )
    days = calendar()
    while not days.is_working_day(later.date()):
        later -= timedelta(days=1)
    return later


def follows_at(campaign: Campaign) -> datetime | None:
    """As long before its deadline as this one was opened before its own, yet not before that one."""
    following = next_due(campaign)
    if following is None or campaign.opened_at is None:
        return None
    return max(campaign.due_at, following - (campaign.due_at - campaign.opened_at))


def _the_day_before(due_at: datetime) -> datetime:
    day = due_at.astimezone(clock.zone()).date() - timedelta(days=1)
    days = calendar()
    while not days.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, MORNING, clock.zone())


def _months_later(due: datetime, campaign: Campaign) -> datetime:
    month = due.month - 1 + MONTHS[campaign.rhythm]
    first = due.replace(year=due.year + month // 12, month=month % 12 + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(due.day, last.day))
