"""Who answers for a department, asked for many departments at once."""

from uuid import UUID

from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Liaison, Person
from tongzhou.org.standing import Standing, as_head, as_liaison


def liaises(by: Person, department: Department) -> Standing | None:
    """`org.standing.as_liaison`, without a query for departments the person has no seat in."""
    if department.pk in _seats(by):
        return by.remembered(f"seat {department.pk}", lambda: as_liaison(by, department))
    return as_head(by, department)


def _seats(by: Person) -> set[UUID]:
    """Departments of which the person, or somebody the person stands for today, is a liaison."""
    people = tuple(one.pk for one in stands_for(by))
    return by.remembered("liaises", lambda: set(_of_liaisons(people)))


@Prepared
def _of_liaisons(people: tuple[UUID, ...]) -> QuerySet[Liaison, UUID]:
    rows = Liaison.objects.filter(person__in=people).order_by()
    return rows.values_list("department", flat=True)
