"""What a department keeps to itself: read by those who answer for it, and by nobody else."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Named
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person


def answered_by(person: Person) -> QuerySet[Department, Any]:
    """Departments whose head, deputy or liaison the person is, or stands in for today.

    An auditor answers for none, and neither an auditor nor an administrator reads what is private
    between departments: it is in no entry of the journal either.
    """
    if person.is_auditor:
        return Department.objects.none().values("pk")
    people = stands_for(person)
    seats = Q(head__in=people) | Q(deputy=person) | Q(liaisons__person__in=people)
    return Department.objects.filter(seats).values("pk")


def facilitated_by(person: Person, case: str) -> Exists:
    named = Named.objects.filter(
        collaboration=OuterRef(case), person=person, why=Named.Why.FACILITATOR
    )
    return Exists(named)


class PrivateQuerySet(OfCaseQuerySet):
    """Rows of one department of a collaboration; a subclass names the ways to both."""

    department_path = "department"

    def visible_to(self, person: Person) -> Self:
        own = Q(**{f"{self.department_path}__in": answered_by(person)})
        return super().visible_to(person).filter(own)
