"""The departments a table of people asks for, and the seats it fills."""

from collections.abc import Iterable, Mapping
from typing import Any

from tongzhou.core.names import reading_of_words
from tongzhou.org.actions.departments import create_department
from tongzhou.org.actions.seats import appoint_deputy, appoint_head, appoint_liaison
from tongzhou.org.models import Department, Person
from tongzhou.org.roster.comparing import Change, Comparison
from tongzhou.org.roster.places import NewPlace, Place

APPOINT = {"head": appoint_head, "deputy": appoint_deputy, "liaison": appoint_liaison}
LONGEST_CODE = 24


class Departments:
    """What each place of the table has become."""

    def __init__(self) -> None:
        self.made: dict[NewPlace, Department] = {}

    def of(self, place: Place | None) -> Department:
        assert place is not None
        return self.made[place] if isinstance(place, NewPlace) else place


def make_places(found: Comparison, *, by: Person | None) -> Departments:
    """From the top down: `new_places` holds each one after whatever it stands below."""
    departments = Departments()
    taken = set(Department.objects.values_list("code", flat=True))
    for place in found.new_places:
        _make(place, departments, taken, by)
    return departments


def write_seats(
    found: Comparison, departments: Departments, people: Mapping[str, Person], *, by: Person | None
) -> None:
    for change in found.changes:
        for role in change.seats:
            seat: Any = APPOINT[role]
            seat(departments.of(change.place), by=by, person=people[change.line.login])


def second_places(change: Change, departments: Departments) -> Iterable[Department]:
    return (departments.of(place) for place in change.second)


def free_code(name: str, taken: set[str]) -> str:
    """«市场部» is called shichangbu, the second one shichangbu2."""
    sounds = reading_of_words(name).pinyin.replace(" ", "")
    plain = "".join(one for one in sounds if one.isascii() and one.isalnum()) or "d"
    code, number = plain[:LONGEST_CODE], 1
    while code in taken:
        number += 1
        code = f"{plain[:LONGEST_CODE]}{number}"
    taken.add(code)
    return code


def _make(
    place: NewPlace, departments: Departments, taken: set[str], by: Person | None
) -> Department:
    if place in departments.made:
        return departments.made[place]
    above = place.parent
    parent = _make(above, departments, taken, by) if isinstance(above, NewPlace) else above
    code = free_code(place.name, taken)
    made = create_department(parent, by=by, name=place.name, code=code)
    departments.made[place] = made
    return made
