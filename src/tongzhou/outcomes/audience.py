"""Who hears of deliveries, acceptances and the retrospective."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.models import Delivery


@heard_by("delivery.delivered", "delivery.remains_handed_in")
def those_who_accept(entry: Entry) -> Iterable[UUID]:
    delivery = _delivery(entry)
    case = delivery.task.collaboration
    departments = [d.pk for d in policy.accepting_departments(delivery.task)]
    if case.department_id in departments:
        yield case.person_in_charge_id
    yield from _answering(departments)
    yield from _answering([one.pk for one in policy.concerned_departments(delivery.task)])


@heard_by("delivery.confirmation_asked")
def who_confirms(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("delivery.criterion_confirmed")
def who_waits_for_the_confirmation(entry: Entry) -> Iterable[UUID]:
    delivery = _delivery(entry)
    yield delivery.by_id
    yield from _answering([one.pk for one in policy.accepting_departments(delivery.task)])


@heard_by("delivery.co_signed", "delivery.objected")
def both_sides_of_a_delivery(entry: Entry) -> Iterable[UUID]:
    delivery = _delivery(entry)
    yield delivery.by_id
    yield from _answering([one.pk for one in policy.accepting_departments(delivery.task)])
    if entry.kind == "delivery.objected":
        yield from _answering([delivery.task.department_id])


@heard_by(
    "delivery.accepted", "delivery.accepted_with_remains", "delivery.returned",
    "delivery.completed", "delivery.remains_returned", "delivery.remains_finished",
)  # fmt: skip
def those_who_delivered(entry: Entry) -> Iterable[UUID]:
    delivery = _delivery(entry)
    yield delivery.by_id
    yield from _answering([delivery.task.department_id])


@heard_by("retrospective.opened", "retrospective.shared", "retrospective.closed")
def everybody_who_answered(entry: Entry) -> Iterable[UUID]:
    assert entry.collaboration
    case = Collaboration.objects.get(pk=entry.collaboration)
    yield case.person_in_charge_id
    yield from _answering(list(case.parties.values_list("department_id", flat=True)))


@heard_by("improvement.agreed")
def the_owner(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["owner"])


@heard_by("improvement.handed_over")
def the_new_owner(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


def _answering(departments: list[UUID]) -> Iterable[UUID]:
    answers = Q(heads__in=departments) | Q(liaises__department__in=departments)
    return Person.objects.filter(answers).distinct().values_list("pk", flat=True)


def _delivery(entry: Entry) -> Delivery:
    return Delivery.objects.select_related("task__collaboration").get(pk=entry.subject)
