"""Who hears of a campaign."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.submissions.models import Campaign, Respondent


@heard_by("campaign.opened")
def those_asked(entry: Entry) -> Iterable[UUID]:
    rows = Respondent.objects.filter(campaign=entry.subject)
    yield from rows.values_list("person", flat=True).distinct()


@heard_by("campaign.handed_in")
def the_collector(entry: Entry) -> Iterable[UUID]:
    yield Campaign.objects.values_list("by", flat=True).get(pk=entry.subject)


@heard_by("campaign.taken", "campaign.returned", "campaign.reminded")
def the_person_named(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])
