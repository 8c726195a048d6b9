"""People and departments: everybody finds them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tongzhou.knowledge.texts.text import Kind, Text, lines, sounds
from tongzhou.org.models import Department, Person


def of_people(people: Iterable[Person], now: datetime) -> Iterator[Text]:
    """`people` come with their departments."""
    for person in people:
        body = lines(person.title, person.department.name)
        names = f"{person.pinyin} {person.pinyin.replace(' ', '')} {person.initials}"
        yield Text(
            Kind.PERSON, person.pk, person.name, body, now, names, department=person.department_id
        )


def of_departments(departments: Iterable[Department], now: datetime) -> Iterator[Text]:
    """`departments` come with their heads."""
    for one in departments:
        heads = [person.name for person in (one.head, one.deputy) if person]
        names = f"{sounds(one.name)} {one.code}"
        yield Text(Kind.DEPARTMENT, one.pk, one.name, lines(*heads), now, names, department=one.pk)
