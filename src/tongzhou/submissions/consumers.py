"""Opens the next campaign of a rhythm."""

from tongzhou.core import clock
from tongzhou.journal.consumers import tick
from tongzhou.org.calendars import is_at_work
from tongzhou.submissions import access as access
from tongzhou.submissions.actions import campaigns
from tongzhou.submissions.models import Campaign
from tongzhou.submissions.rhythms import next_due


@tick("submissions.rhythms", every=300)
def follow() -> None:
    for campaign in Campaign.objects.filter(follows_at__lte=clock.now()):
        due_at = next_due(campaign)
        if due_at and is_at_work():
            campaigns.follow(campaign, due_at=due_at)
