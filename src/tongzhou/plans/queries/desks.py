"""Who speaks for the departments of a table: two queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Liaison, Person
from tongzhou.plans.checker import Candidate


@dataclass(frozen=True)
class Desks:
    """`heads` and the first `liaisons` who are here, by department; `seats` are all who answer,

    for whom a delegate may, `deputies` who may in person only.
    """

    heads: dict[UUID, Candidate] = field(default_factory=dict)
    liaisons: dict[UUID, Candidate] = field(default_factory=dict)
    seats: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    deputies: dict[UUID, UUID] = field(default_factory=dict)

    def answered_by(self, person: Person) -> set[UUID]:
        """The departments for which `as_liaison(person, department)` holds."""
        people = {one.pk for one in stands_for(person)}
        seated = {key for key, seats in self.seats.items() if seats & people}
        return seated | {key for key, deputy in self.deputies.items() if deputy == person.pk}


@dataclass(frozen=True, slots=True)
class Desk:
    """A department with who may speak for it."""

    id: UUID
    name: str
    code: str
    head: UUID | None
    head_name: str | None
    head_is_here: bool | None
    deputy: UUID | None


def all_desks() -> list[Desk]:
    facts = ("id", "name", "code", "head", "head__name", "head__is_active", "deputy")
    return [Desk(*row) for row in Department.objects.values_list(*facts)]


def desks(departments: Iterable[UUID], *, among: Iterable[Desk] | None = None) -> Desks:
    """`among` are the departments where the caller knows them already."""
    keys = set(departments)
    found = Desks()
    for desk in all_desks() if among is None else among:
        if desk.id in keys:
            _seat_head(found, desk)
    liaisons = Liaison.objects.filter(department__in=keys)
    facts = ("department", "person", "person__name", "person__is_active")
    for key, person, name, is_here in liaisons.values_list(*facts):
        found.seats[key].add(person)
        if is_here:
            found.liaisons.setdefault(key, Candidate(person, name))
    return found


def _seat_head(found: Desks, desk: Desk) -> None:
    if desk.head:
        found.seats[desk.id].add(desk.head)
        if desk.head_is_here:
            found.heads[desk.id] = Candidate(desk.head, desk.head_name or "")
    if desk.deputy:
        found.deputies[desk.id] = desk.deputy
