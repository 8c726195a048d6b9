"""Who hears of a problem: both sides, the person in charge, and the superior it reached."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.problems.models import Problem


@heard_by(
    "problem.raised",
    "problem.side_added",
    "problem.option_proposed",
    "problem.settled",
    "problem.escalated",
    "problem.ruled",
    "problem.closed",
    "problem.facts_judged",
    "problem.reopened",
)
def both_sides_and_the_superior(entry: Entry) -> Iterable[UUID]:
    problem = Problem.objects.select_related("collaboration").get(pk=entry.subject)
    yield problem.collaboration.person_in_charge_id
    if problem.superior_id:
        yield problem.superior_id
    departments = [side.department_id for side in problem.sides.all()]
    answers = Q(liaises__department__in=departments) | Q(heads__in=departments)
    yield from Person.objects.filter(answers).distinct().values_list("pk", flat=True)
