"""Who hears of an option table: those who answer for its sides, and whoever is in charge."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.interests.models import Deal, OptionTable
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by(
    "option_table.opened", "option_table.compared", "option_table.revised",
    "option_table.proposed", "option_table.objected", "option_table.decided",
    "option_table.withdrawn", "option_table.remedied",
)  # fmt: skip
def all_sides(entry: Entry) -> Iterable[UUID]:
    table = OptionTable.objects.select_related("collaboration").get(pk=entry.subject)
    yield table.collaboration.person_in_charge_id
    departments = table.sides.values("department")
    answers = Q(liaises__department__in=departments) | Q(heads__in=departments)
    yield from Person.objects.filter(answers).distinct().values_list("pk", flat=True)


@heard_by(
    "deal.opened", "deal.asked", "deal.agreed", "deal.closed", "deal.revised", "deal.withdrawn"
)  # fmt: skip
def all_sides_of_a_deal(entry: Entry) -> Iterable[UUID]:
    deal = Deal.objects.select_related("collaboration").get(pk=entry.subject)
    yield deal.collaboration.person_in_charge_id
    departments = deal.sides.values("department")
    answers = Q(liaises__department__in=departments) | Q(heads__in=departments)
    yield from Person.objects.filter(answers).distinct().values_list("pk", flat=True)
