"""What a table of people would change: who comes, who is changed, who stays as they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Department, ExternalId, Liaison, Person, SecondHome, Skill
from tongzhou.org.roster.columns import ROLE_NAMES
from tongzhou.org.roster.places import NewPlace, Place, Places, key_of
from tongzhou.org.roster.reading import CellError, Line, Roster

COLUMNS = {"name": "name", "title": "title", "mobile": "mobile", "mail": "mail",
           "hours": "hours_per_day", "pinyin": "pinyin"}  # fmt: skip
SYSTEMS = tuple(ExternalId.System.values)
CHUNK = 500


@dataclass(slots=True)
class Change:
    """`person` is None for somebody new; `fields` are those of the table that differ."""

    line: Line
    person: Person | None
    place: Place | None
    second: tuple[Place, ...] = ()
    fields: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)

    @property
    def verb(self) -> str:
        return "new" if self.person is None else "changed" if self.fields else "same"

    @property
    def place_name(self) -> str:
        if isinstance(self.place, NewPlace):
            return self.place.path
        return self.place.name if self.place else ""


@dataclass(slots=True)
class Comparison:
    changes: list[Change]
    errors: list[CellError]
    ignored: list[str]
    new_places: list[NewPlace]

    def count(self, verb: str) -> int:
        return sum(change.verb == verb for change in self.changes)

    @property
    def has_effect(self) -> bool:
        return any(change.verb != "same" for change in self.changes)


def compare(roster: Roster, *, makes_departments: bool) -> Comparison:
    """The number of queries grows with every 500 people, never with each."""
    places = Places.known(makes=makes_departments)
    places.foresee(
        (*line.facts.get("parent", ()), *line.facts.get("department", ())) for line in roster.lines
    )
    here = Here(roster.lines)
    found = [_change(roster, line, places, here) for line in roster.lines]
    _check_accounts_elsewhere(roster, found, here)
    _check_heads(roster, found)
    errors = sorted(roster.errors, key=_order)
    return Comparison(found, errors, roster.ignored, list(places.new.values()))


class Here:
    """Everybody the table names who is here already, with all that is compared."""

    def __init__(self, lines: Sequence[Line]) -> None:
        logins = [line.login for line in lines if line.login]
        self.people = {
            one.login: one
            for part in _parts(logins)
            for one in Person.objects.filter(login__in=part).select_related("department")
        }
        keys = [one.pk for one in self.people.values()]
        self.skills = _grouped(Skill.objects, keys, "name")
        self.second = _grouped(SecondHome.objects, keys, "department_id")
        self.elsewhere = _grouped(ExternalId.objects, keys, "system", "value")
        self.liaises = _grouped(Liaison.objects, keys, "department_id")


def _grouped(rows: Any, keys: Sequence[UUID], *columns: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for part in _parts(keys):
        for person, *values in rows.filter(person__in=part).values_list("person_id", *columns):
            found.setdefault(person, []).append(values[0] if len(values) == 1 else tuple(values))
    return found


def _change(roster: Roster, line: Line, places: Places, here: Here) -> Change:
    person = here.people.get(line.login)
    if person is not None and not person.is_active:
        closed = _("The account of %(person)s is closed.") % {"person": person.name}
        roster.wrong(line, "login", closed)
    change = Change(line, person, _place(roster, line, places, person))
    change.second = tuple(_second(roster, line, places))
    change.fields = list(_fields(change, here)) if person else sorted(line.facts)
    change.seats = list(_seats(change, here))
    if change.seats and "roles" not in change.fields:
        change.fields.append("roles")
    return change


def _place(roster: Roster, line: Line, places: Places, person: Person | None) -> Place | None:
    path = line.facts.get("department", ())
    if not path:
        if person is None and line.login:
            roster.wrong(line, "department", _("Somebody new needs a department."))
        return person.department if person else None
    try:
        return places.find(path, line.facts.get("parent", ()))
    except Invalid as wrong:
        roster.wrong(line, "department", wrong.sentence)
        return None


def _second(roster: Roster, line: Line, places: Places) -> Iterator[Place]:
    for path in line.facts.get("second", ()):
        try:
            yield places.find(path)
        except Invalid as wrong:
            roster.wrong(line, "second", wrong.sentence)


def _fields(change: Change, here: Here) -> Iterator[str]:
    person, facts = change.person, change.line.facts
    assert person is not None
    for key, column in COLUMNS.items():
        if key in facts and facts[key] != getattr(person, column):
            yield key
    if key_of(change.place) != person.department_id:
        yield "department"
    if "skills" in facts and list(facts["skills"]) != here.skills.get(person.pk, []):
        yield "skills"
    known = dict(here.elsewhere.get(person.pk, ()))
    yield from (
        system for system in SYSTEMS if facts.get(system, known.get(system)) != known.get(system)
    )
    homes = [key_of(change.place), *here.second.get(person.pk, [])]
    if any(key_of(place) not in homes for place in change.second):
        yield "second"


def _seats(change: Change, here: Here) -> Iterator[str]:
    """Seats of the table that the person does not fill yet."""
    held: set[str] = set()
    place, person = change.place, change.person
    if isinstance(place, Department) and person is not None:
        held |= {"head"} if place.head_id == person.pk else set()
        held |= {"deputy"} if place.deputy_id == person.pk else set()
        held |= {"liaison"} if place.pk in here.liaises.get(person.pk, ()) else set()
    yield from sorted(change.line.facts.get("roles", frozenset()) - held)


def _check_heads(roster: Roster, changes: Iterable[Change]) -> None:
    first: dict[tuple[object, str], Change] = {}
    for change in changes:
        for role in change.line.facts.get("roles", frozenset()) & {"head", "deputy"}:
            other = first.setdefault((key_of(change.place), role), change)
            if other is not change and change.place is not None:
                known = {"role": ROLE_NAMES[role], "cell": other.line.cell("roles")}
                sentence = _("%(role)s is already named in %(cell)s.") % known
                roster.wrong(change.line, "roles", sentence)


def _check_accounts_elsewhere(roster: Roster, changes: Iterable[Change], here: Here) -> None:
    changing = [one for one in changes if {*SYSTEMS} & {*one.fields}]
    for system in SYSTEMS:
        values = [one.line.facts[system] for one in changing if system in one.line.facts]
        taken = {
            value: (person, name)
            for part in _parts(values)
            for value, person, name in ExternalId.objects.filter(
                system=system, value__in=part
            ).values_list("value", "person_id", "person__name")
        }
        for one in changing:
            owner = taken.get(one.line.facts.get(system, ""))
            if owner and owner[0] != (one.person.pk if one.person else None):
                sentence = _("This account already belongs to %(person)s.") % {"person": owner[1]}
                roster.wrong(one.line, system, sentence)


def _order(error: CellError) -> tuple[int, str]:
    digits = "".join(one for one in error.cell if one.isdigit())
    return int(digits or 0), error.cell


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
