"""The people and departments that contents name, asked for once a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.reading import Names, ids_in
from tongzhou.org.models import Department, Person


@dataclass(frozen=True)
class Directory:
    """`departments` have their heads and stand in the order of the organisation."""

    people: Mapping[str, str]
    departments: Mapping[UUID, Department]

    def names(self, tasks: Mapping[str, int], titles: Mapping[str, str] | None = None) -> Names:
        departments = {str(key): one.name for key, one in self.departments.items()}
        return Names(
            people=dict(self.people),
            departments=departments,
            tasks=dict(tasks),
            titles=dict(titles or {}),
        )


def directory(contents: Iterable[Content], also: Iterable[UUID]) -> Directory:
    """`also` are departments that nothing in the contents names."""
    people, named = ids_in(contents)
    found = Department.objects.filter(pk__in={*map(UUID, named), *also})
    found = found.select_related("head", "deputy").order_by("position", "path")
    names = Person.objects.filter(pk__in=people).order_by().values_list("pk", "name")
    return Directory(
        people={str(pk): name for pk, name in names},
        departments={one.pk: one for one in found},
    )
