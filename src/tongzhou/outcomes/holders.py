"""Who judges a delivery and who co-signs it, by which hour."""

from datetime import date, datetime, time

from django.db.models import Max

from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.models import Cosignature, Delivery

ACCEPTANCE_HOURS = 24
CLOSING_TIME = time(18)


def of_delivery(delivery: Delivery) -> list[Holder]:
    """Who judges it; of what remains first the delivering side, then again who judges."""
    if delivery.state == "delivered":
        return [_acceptor(delivery, due_at=_answer_by(delivery.at))]
    if delivery.state == "accepted_with_remains":
        return [_deliverer(delivery)]
    if delivery.state == "remains_handed_in":
        last = delivery.acceptance.remains.aggregate(at=Max("done_at"))["at"]
        return [_acceptor(delivery, due_at=_answer_by(last))]
    return []


def of_cosignature(row: Cosignature) -> list[Holder]:
    if row.state != "awaited":
        return []
    department = row.department
    return [
        Holder(
            department=department,
            person=_who_answers(row.delivery.task.collaboration, department),
            deputy=department.head,
            waiting=row.delivery.by,
            due_at=_answer_by(row.delivery.at),
        )
    ]


def end_of_day(day: date) -> datetime:
    return datetime.combine(day, CLOSING_TIME, tzinfo=clock.zone())


def _deliverer(delivery: Delivery) -> Holder:
    first = delivery.acceptance.remains.filter(done_at=None).order_by("due").first()
    department = delivery.task.department
    return Holder(
        department=department,
        person=delivery.by,
        deputy=department.head,
        waiting=delivery.acceptance.by,
        due_at=end_of_day(first.due) if first else None,
    )


def _acceptor(delivery: Delivery, *, due_at: datetime | None) -> Holder:
    case = delivery.task.collaboration
    department = policy.accepting_departments(delivery.task)[0]
    return Holder(
        department=department,
        person=_who_answers(case, department),
        deputy=department.head,
        waiting=delivery.by,
        due_at=due_at,
    )


def _who_answers(case: Collaboration, department: Department) -> Person | None:
    if department.pk == case.department_id:
        return case.person_in_charge
    liaison = department.liaisons.select_related("person").first()
    return liaison.person if liaison else department.head


def _answer_by(since: datetime) -> datetime:
    return calendar().add_working_hours(since, ACCEPTANCE_HOURS)
