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
    found = [*_names_of_people(wanted), *_names_of_departments(wanted)]
    return {str(pk): Name(name, hue) for pk, name, hue in found}


@Prepared
def _names_of_people(keys: tuple[UUID, ...]) -> QuerySet[Person, Any]:
    return (
        Person.objects.filter(pk__in=keys).order_by().values_list("pk", "name", "department__hue")
    )


@Prepared
def _names_of_departments(keys: tuple[UUID, ...]) -> QuerySet[Department, Any]:
    return Department.objects.filter(pk__in=keys).order_by().values_list("pk", "name", "hue")
