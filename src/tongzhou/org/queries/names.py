"""Names by id."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.journal.queries import Name
from tongzhou.org.models import Department, Person


def names_of(ids: Iterable[UUID | str]) -> dict[str, Name]:
    """Names of people and departments by their ids as text; unknown ids are absent."""
    wanted = tuple({UUID(str(one)) for one in ids})
    return {str(pk): Name(name, hue) for pk, name, hue in _names(wanted)}


@Prepared
def _names(keys: tuple[UUID, ...]) -> QuerySet[Person, Any]:
    people = Person.objects.filter(pk__in=keys).order_by()
    departments = Department.objects.filter(pk__in=keys).order_by()
    return people.values_list("pk", "name", "department__hue").union(
        departments.values_list("pk", "name", "hue"), all=True
    )
