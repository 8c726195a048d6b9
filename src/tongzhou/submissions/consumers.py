"""Reminds in working hours, and opens the next campaign of a rhythm."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.journal.consumers import tick
from tongzhou.org.calendars import calendar
from tongzhou.submissions import access as access
from tongzhou.submissions.actions import campaigns, reminding
from tongzhou.submissions.models import Campaign
from tongzhou.submissions.rhythms import next_due


@tick("submissions.reminders", every=60)
def remind() -> None:
    """At night and on days off nobody is bothered."""
    if _is_at_work():
        for respondent in reminding.due():
            reminding.remind(respondent)


@tick("submissions.rhythms", every=300)
def follow() -> None:
    for campaign in Campaign.objects.filter(follows_at__lte=clock.now()):
        due_at = next_due(campaign)
        if due_at and _is_at_work():
            campaigns.follow(campaign, due_at=due_at)


def _is_at_work() -> bool:
    now = clock.now()
    return bool(calendar().working_hours_between(now, now + timedelta(minutes=1)))
