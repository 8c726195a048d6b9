"""Who the names and job titles of a workbook are in this organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import plain
from tongzhou.plans.exchange.cycles import Links, links_of
from tongzhou.plans.queries.own_cells import OwnCells, own_cells
from tongzhou.plans.queries.placing import heard_of, living_by_name, namesakes, placed
from tongzhou.plans.workbook.contents import CellError, Contents
from tongzhou.plans.workbook.sheets import REQUEST

Mapping = dict[str, dict[str, Any]]
"""«departments»: written name → id; «seats»: «department/title» → id of a person; «columns»: by
shape of a table what its columns mean; «request»: name, department, year, others."""


@dataclass(frozen=True, slots=True)
class Place:
    """A department as the workbook writes it, and which one that is."""

    written: str
    department: Department | None
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """A person or job title in a department. Without a person the stand-in fills the seat."""

    key: str
    written: str
    department: Department
    person: Person | None
    stand_in: Person | None
    suggestion: Person | None = None
    options: tuple[Person, ...] = ()
    is_name: bool = False

    @property
    def holder(self) -> Person:
        """Who sits here; a seat nobody can fill is an error of its cell before anything is written."""
        holder = self.person or self.stand_in
        assert holder is not None
        return holder


@dataclass(frozen=True)
class Resolution:
    contents: Contents
    places: dict[str, Place] = field(default_factory=dict)
    seats: dict[str, SeatPlace] = field(default_factory=dict)
    errors: tuple[CellError, ...] = ()
    links: Links = field(default_factory=list)
    heard: dict[str, Person | Department] = field(default_factory=dict)
    own: OwnCells = field(default_factory=list)

    @property
    def questions(self) -> list[SeatPlace]:
        """Seats that a job title names: somebody should say who that is."""
        return [seat for seat in self.seats.values() if not seat.is_name]

    @cached_property
    def links_by_line(self) -> dict[int, Links]:
        by_line: dict[int, Links] = defaultdict(list)
        for link in self.links:
            by_line[link[0]].append(link)
        return dict(by_line)

    def department(self, written: str) -> Department:
        found = self.places[plain(written)].department
        assert found is not None
        return found

    def seat(self, department: str, written: str) -> SeatPlace:
        return self.seats[seat_key(department, written)]


def seat_key(department: str, written: str) -> str:
    return f"{plain(department)}/{plain(written)}"


def resolve(
    contents: Contents, mapping: Mapping, *, by: Person | None, into: Department | None = None
) -> Resolution:
    """`by` stands in where a department has no head; `into` has the rows that name nobody."""
    contents = placed(contents)
    links, errors = links_of(contents.tasks)
    own, unreadable = own_cells(contents.tasks)
    errors = [*contents.errors, *errors, *unreadable]
    named = list(_departments(contents))
    places = _places({plain(written) for _where, written in named}, mapping, into)
    for (sheet, cell), written in named:
        if places[plain(written)].department is None:
            sentence = _("There is no department “%(name)s” here.") % {"name": written}
            errors.append(CellError(sheet, cell, sentence))
    seats: dict[str, SeatPlace] = {}
    known = _people(place.department for place in places.values())
    titles = list(_titles(contents))
    everywhere = namesakes({written for _where, _department, written in titles})
    for (sheet, cell), department, written in titles:
        place = places[plain(department)].department
        key = seat_key(department, written)
        if place is None or key in seats:
            continue
        seats[key] = _seat(key, written, place, known, everywhere, mapping.get("seats", {}), by)
        if seats[key].person is None and seats[key].stand_in is None:
            no_head = _("“%(department)s” has no head who could stand in for “%(title)s”.")
            facts = {"department": place.name, "title": written}
            errors.append(CellError(sheet, cell, no_head % facts))
    heard = heard_of(contents)
    return Resolution(contents, places, seats, tuple(errors), links, heard, own)


def _departments(contents: Contents) -> Iterator[tuple[tuple[str, str], str]]:
    request = contents.request
    if request.initiator:
        yield (REQUEST.name, request.cells.get("initiator", "")), request.initiator
    for written in request.partners:
        yield (REQUEST.name, request.cells["partners"]), written
    for task in contents.tasks:
        if task.department:
            yield (task.sheet, task.cells["负责部门"]), task.department
        for written in task.supports:
            yield (task.sheet, task.cells["配合部门"]), written


def _titles(contents: Contents) -> Iterator[tuple[tuple[str, str], str, str]]:
    request = contents.request
    if request.in_charge and request.initiator:
        yield (REQUEST.name, request.cells["in_charge"]), request.initiator, request.in_charge
    for task in contents.tasks:
        if task.department:
            for written in task.responsible:
                yield (task.sheet, task.cells["负责人"]), task.department, written
            if task.accountable:
                yield (task.sheet, task.cells["审批人"]), task.department, task.accountable


def _places(written: set[str], mapping: Mapping, into: Department | None) -> dict[str, Place]:
    """What was chosen for a name; else the only department called so; else that of all others."""
    mapped = mapping.get("departments", {})
    by_name = living_by_name()
    by_id = {str(one.pk): one for same in by_name.values() for one in same}
    said = mapping.get("request", {})
    others = by_id.get(said.get("others", ""))
    lead = str(into.pk) if into is not None else said.get("lead", "")
    leads = plain(into.name if into is not None else said.get("department", ""))
    found = {}
    for name in written:
        same = by_name.get(name, [])
        only = same[0] if len(same) == 1 else others
        if name == leads:
            only = by_id.get(lead, only)
        found[name] = Place(name, by_id.get(mapped.get(name, ""), only), len(same) == 1)
    return found


def _people(departments: Iterable[Department | None]) -> dict[UUID, list[Person]]:
    """The people of each department and of those below it."""
    wanted = {one.pk: one for one in departments if one}
    reach = Q(pk__in=[])
    for department in wanted.values():
        reach |= Q(department__path__startswith=department.path)
    everybody = Person.objects.active().filter(reach).select_related("department")
    found: dict[UUID, list[Person]] = {key: [] for key in wanted}
    for person in everybody:
        for key, department in wanted.items():
            if department.contains(person.department):
                found[key].append(person)
    return found


def _seat(
    key: str,
    written: str,
    department: Department,
    known: dict[UUID, list[Person]],
    everywhere: dict[str, list[Person]],
    mapped: dict[str, str],
    by: Person | None,
) -> SeatPlace:
    people = known[department.pk]
    same = [person for person in people if plain(person.name) == plain(written)]
    elsewhere = everywhere.get(plain(written), [])
    same = same or (elsewhere if len(elsewhere) == 1 else [])
    chosen = next((person for person in people if str(person.pk) == mapped.get(key)), None)
    titled = [person for person in people if plain(written) in plain(person.title)]
    seated = _holding(written, department, people)
    head = department.head if department.head and department.head.is_active else None
    is_name = len(same) == 1 and chosen is None
    return SeatPlace(
        key=key,
        written=written,
        department=department,
        person=chosen or (same[0] if is_name else seated),
        stand_in=head or by,
        suggestion=titled[0] if len(titled) == 1 else None,
        options=tuple(same or people),
        is_name=is_name,
    )


def cleaned(sent: Any, resolution: Resolution) -> Mapping:
    """From a form only what was asked: known names, ids that were offered."""
    departments = set(map(str, Department.objects.values_list("pk", flat=True)))
    mapping: Mapping = {"departments": {}, "seats": {}}
    for written in resolution.places:
        chosen = sent.get(f"department:{written}", "")
        if chosen in departments:
            mapping["departments"][written] = chosen
    for key, seat in resolution.seats.items():
        chosen = sent.get(f"seat:{key}", "")
        if chosen in {str(person.pk) for person in seat.options}:
            mapping["seats"][key] = chosen
    return mapping


def _holding(written: str, department: Department, people: list[Person]) -> Person | None:
    """The only one there whose title is this after the department's name."""
    title = plain(f"{department.name}{written}")
    found = [person for person in people if plain(person.title) == title]
    return found[0] if len(found) == 1 else None
