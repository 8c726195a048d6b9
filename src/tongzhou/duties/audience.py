"""Who hears of a duty: those it lies between, whoever decides, whoever reported it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.duties.models import Duty
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by(
    "duty.gap_reported",
    "duty.overlap_reported",
    "duty.claimed",
    "duty.given_up",
    "duty.assigned",
    "duty.still_open",
)
def those_it_lies_between(entry: Entry) -> Iterable[UUID]:
    duty = Duty.objects.get(pk=entry.subject)
    yield duty.reported_by_id
    if duty.superior_id:
        yield duty.superior_id
    departments = Q(heads__in=duty.concerns.values("department"))
    claiming = Q(heads__in=duty.claims.values("department"))
    yield from Person.objects.filter(departments | claiming).distinct().values_list("pk", flat=True)
