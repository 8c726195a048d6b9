"""Writes the people of a table, 500 at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.core.names import spelled
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.actions import history
from tongzhou.org.actions.profiles import set_name, tell_of_accounts
from tongzhou.org.actions.roster_seats import Departments, second_places
from tongzhou.org.events import PersonMoved, RosterTaken
from tongzhou.org.models import ExternalId, Person, SecondHome, Skill
from tongzhou.org.roster.comparing import SYSTEMS, Change, Comparison

CHUNK = 500
COLUMNS = ["name", "pinyin", "initials", "title", "mobile", "mail", "hours_per_day", "department"]


def write_people(
    found: Comparison, departments: Departments, *, by: Person | None,
    progress: Callable[[int], object],
) -> dict[str, Person]:  # fmt: skip
    """Everybody the table names, by sign-in name."""
    for change in found.changes:
        policy.may_change_keys(by, change.person, change.fields).require()
    people: dict[str, Person] = {}
    subject = new_id()
    for part in _parts([one for one in found.changes if one.verb != "same"]):
        people |= _write(part, departments, subject, by)
        progress(len(part))
    for change in found.changes:
        if change.person is not None:
            people.setdefault(change.line.login, change.person)
    return people


def _write(
    part: Sequence[Change], departments: Departments, subject: UUID, by: Person | None
) -> dict[str, Person]:
    new = [one for one in part if one.person is None]
    old = [one for one in part if one.person is not None]
    moved = [one for one in old if "department" in one.fields]
    before = {one.line.login: one.person.department_id for one in moved if one.person}
    history.keep_home(*[one.person for one in moved if one.person])
    people = {one.line.login: _person(one, departments) for one in part}
    Person.objects.bulk_create([people[one.line.login] for one in new])
    Person.objects.bulk_update([people[one.line.login] for one in old], [*COLUMNS, "version"])
    _write_details(part, departments, people)
    _tell(new, old, people, subject, by)
    for one in old:
        tell_of_accounts(people[one.line.login], one.fields, by=by)
    for one in moved:
        _tell_moved(people[one.line.login], before[one.line.login], by)
    return people


def _person(change: Change, departments: Departments) -> Person:
    facts = change.line.facts
    person = change.person or Person(login=change.line.login)
    if change.person is None:
        person.set_unusable_password()
    else:
        person.version += 1
    if "name" in change.fields:
        set_name(person, facts["name"])
    if "pinyin" in change.fields:
        sounds = spelled(facts["pinyin"])
        person.pinyin, person.initials = sounds.pinyin[:200], sounds.initials[:40]
    for key in ("title", "mobile", "mail"):
        if key in change.fields:
            setattr(person, key, facts[key])
    if "hours" in change.fields:
        person.hours_per_day = facts["hours"]
    if change.person is None or "department" in change.fields:
        person.department = departments.of(change.place)
    return person


def _write_details(
    part: Sequence[Change], departments: Departments, people: dict[str, Person]
) -> None:
    skilled = [one for one in part if "skills" in one.fields]
    Skill.objects.filter(person__in=[people[one.line.login] for one in skilled]).delete()
    Skill.objects.bulk_create(
        Skill(person=people[one.line.login], name=name)
        for one in skilled
        for name in one.line.facts["skills"]
    )
    for system in SYSTEMS:
        held = [one for one in part if system in one.fields]
        owners = [people[one.line.login] for one in held]
        ExternalId.objects.filter(system=system, person__in=owners).delete()
        ExternalId.objects.bulk_create(
            ExternalId(system=system, person=people[one.line.login], value=one.line.facts[system])
            for one in held
        )
    SecondHome.objects.bulk_create(
        [
            SecondHome(person=people[one.line.login], department=place, since=clock.now())
            for one in part
            if "second" in one.fields
            for place in second_places(one, departments)
            if place.pk != people[one.line.login].department_id
        ],
        ignore_conflicts=True,
    )


def _tell(
    new: Sequence[Change], old: Sequence[Change], people: dict[str, Person], subject: UUID,
    by: Person | None,
) -> None:  # fmt: skip
    event = RosterTaken(
        subject=subject,
        people=tuple(str(people[one.line.login].pk) for one in (*new, *old)),
        created=len(new),
        changed=len(old),
    )
    record(event, by=by)


def _tell_moved(person: Person, before: UUID, by: Person | None) -> None:
    event = PersonMoved(
        subject=person.pk,
        person=PersonId(person.pk),
        before=DepartmentId(before),
        department=DepartmentId(person.department_id),
    )
    record(event, by=by)


def _parts(changes: Sequence[Change]) -> Iterator[Sequence[Any]]:
    return (changes[start : start + CHUNK] for start in range(0, len(changes), CHUNK))
