"""People and departments: everybody finds them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tongzhou.knowledge.texts.text import Kind, Text, lines, sounds
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import aliases_of, profiles_of


def of_people(people: Iterable[Person], now: datetime) -> Iterator[Text]:
    """`people` come with their departments."""
    for person in people:
        body = lines(person.title, person.department.name)
        names = f"{person.pinyin} {person.pinyin.replace(' ', '')} {person.initials}"
        yield Text(
            Kind.PERSON, person.pk, person.name, body, now, names, department=person.department_id
        )


def of_departments(departments: Iterable[Department], now: datetime) -> Iterator[Text]:
    """`departments` come with their heads; a former name still finds them."""
    found = list(departments)
    former = aliases_of(*(one.pk for one in found))
    said = {row.department_id: row for row in profiles_of(found)}
    for one in found:
        heads = [person.name for person in (one.head, one.deputy) if person]
        profile = said.get(one.pk)
        texts = (profile.does, profile.flow, profile.needs, profile.constraints) if profile else ()
        names = " ".join(
            [sounds(one.name), one.code, *former[one.pk], *map(sounds, former[one.pk])]
        )
        yield Text(
            Kind.DEPARTMENT, one.pk, one.name, lines(*heads, *texts), now, names, department=one.pk
        )
