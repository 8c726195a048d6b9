"""Who speaks for the departments of a table: one query, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.plans.checker import Candidate
from tongzhou.plans.rows import DepartmentRef


@dataclass(frozen=True)
class Desks:
    """`heads` (the deputy of a vacant seat) and the first `liaisons` who are here, by department;

    `seats` are all who answer, for whom a delegate may, `deputies` who may in person only.
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
    """A department with who may speak for it; `liaisons` with their names and whether they are

    still here.
    """

    id: UUID
    name: str
    code: str
    hue: int
    path: str
    head: UUID | None
    head_name: str | None
    head_is_here: bool | None
    deputy: UUID | None
    deputy_name: str | None = None
    deputy_is_here: bool | None = None
    dissolved_at: datetime | None = None
    successor: UUID | None = None
    liaisons: tuple[tuple[UUID, str, bool], ...] = ()

    @property
    def ref(self) -> DepartmentRef:
        return DepartmentRef(self.id, self.name, self.hue, self.path)


OWN = (
    "id", "name", "code", "hue", "path", "head", "head__name", "head__is_active", "deputy",
    "deputy__name", "deputy__is_active", "dissolved_at", "successor",
)  # fmt: skip
LIAISON = ("liaisons__person", "liaisons__person__name", "liaisons__person__is_active")


def all_desks() -> list[Desk]:
    """Every department in the order of the tree, in one query."""
    found: dict[UUID, Desk] = {}
    for row in _departments():
        desk = found.get(row[0]) or Desk(*row[: len(OWN)])
        person, name, is_here = row[len(OWN) :]
        more = ((person, name, is_here),) if person else ()
        found[desk.id] = replace(desk, liaisons=(*desk.liaisons, *more))
    return list(found.values())


@Prepared
def _departments() -> QuerySet[Department, Any]:
    rows = Department.objects.order_by("path", "liaisons__position", "liaisons__id")
    return rows.values_list(*OWN, *LIAISON)


def desks(departments: Iterable[UUID], *, among: Iterable[Desk] | None = None) -> Desks:
    """`among` are the departments where the caller knows them already."""
    keys = set(departments)
    found = Desks()
    for desk in all_desks() if among is None else among:
        if desk.id in keys:
            _take(found, desk)
    return found


def _take(found: Desks, desk: Desk) -> None:
    if desk.head:
        found.seats[desk.id].add(desk.head)
        if desk.head_is_here:
            found.heads[desk.id] = Candidate(desk.head, desk.head_name or "")
    if desk.deputy:
        if desk.deputy_is_here:
            found.heads.setdefault(desk.id, Candidate(desk.deputy, desk.deputy_name or ""))
        found.deputies[desk.id] = desk.deputy
    for person, name, is_here in desk.liaisons:
        found.seats[desk.id].add(person)
        if is_here:
            found.liaisons.setdefault(desk.id, Candidate(person, name))
