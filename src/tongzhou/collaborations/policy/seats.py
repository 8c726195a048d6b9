"""Who answers for a department, asked for many departments at once."""

from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_head, as_liaison, liaison_seats


def liaises(by: Person, department: Department) -> Standing | None:
    """`org.standing.as_liaison`, without a query for departments the person has no seat in."""
    if any(place == department.pk for place, _person in liaison_seats(by)):
        return by.remembered(f"seat {department.pk}", lambda: as_liaison(by, department))
    return as_head(by, department)
