"""Who hears of thanks: the person and their head; where it became public, all who take part."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.collaborations.audience.cases import parties
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.audience import heard_by, personally
from tongzhou.journal.models import Entry
from tongzhou.thanks.models import Thanks
from tongzhou.thanks.policy import leader_of

personally("thanks.said")


@heard_by("thanks.said")
def the_person_and_the_head(entry: Entry) -> Iterable[UUID]:
    thanks = Thanks.objects.select_related("person__department").get(pk=entry.subject)
    yield thanks.person_id
    leader = leader_of(thanks.person)
    seen = Collaboration.objects.filter(pk=thanks.collaboration_id)
    if leader and seen.visible_to(leader).exists():
        yield leader.pk


@heard_by("thanks.mentioned")
def everybody_who_takes_part(entry: Entry) -> Iterable[UUID]:
    told = Thanks.objects.values_list("person", "by").get(pk=entry.subject)
    yield from set(parties(entry)) - set(told)
