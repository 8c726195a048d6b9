"""In which capacity a person acts: as oneself, or «代» somebody who is away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.core.prepared import Prepared
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Liaison, Person, SecondHome


class Role(models.TextChoices):
    HEAD = "head", _("Department head")
    DEPUTY = "deputy", _("Deputy head")
    LIAISON = "liaison", _("Liaison")
    SELF = "self", _("In person")


@dataclass(frozen=True, slots=True)
class Standing:
    """`role` is the seat that is filled; `on_behalf_of` is set when a delegate fills it."""

    person: Person
    role: str
    on_behalf_of: Person | None = None


def belongs_to(by: Person, department: Department) -> bool:
    """The own department, or one the person also works in."""
    if by.department_id == department.pk:
        return True
    return SecondHome.objects.filter(person=by, department=department).exists()


def as_head(by: Person, department: Department) -> Standing | None:
    """The head, the deputy, or the head's delegate today; None for everybody else.

    An auditor reads everything and changes nothing, so stands for no department.
    """
    if by.is_auditor:
        return None
    if department.head_id == by.pk:
        return Standing(by, Role.HEAD)
    if department.deputy_id == by.pk:
        return Standing(by, Role.DEPUTY)
    if department.head_id is None:
        return None
    return _in_place_of(by, {department.head_id}, Role.HEAD)


def as_liaison(by: Person, department: Department) -> Standing | None:
    """A liaison, a liaison's delegate today, or anybody who may act as head."""
    if by.is_auditor:
        return None
    liaisons = {person for place, person in liaison_seats(by) if place == department.pk}
    if by.pk in liaisons:
        return Standing(by, Role.LIAISON)
    return as_head(by, department) or _in_place_of(by, liaisons, Role.LIAISON)


def as_person(by: Person, person: Person) -> Standing | None:
    """The person, or the person's delegate today."""
    if by.pk == person.pk:
        return Standing(by, Role.SELF)
    return _in_place_of(by, {person.pk}, Role.SELF)


def liaison_seats(by: Person) -> list[tuple[UUID, UUID]]:
    """(department, person) of every liaison seat that `by`, or whoever `by` stands for, holds."""
    people = tuple(one.pk for one in stands_for(by))
    return by.remembered("liaison_seats", lambda: _seats_of(people))


def _in_place_of(by: Person, seats: set[UUID], role: Role) -> Standing | None:
    absent = next((person for person in stands_for(by)[1:] if person.pk in seats), None)
    return Standing(by, role, on_behalf_of=absent) if absent else None


@Prepared
def _seats_of(people: tuple[UUID, ...]) -> QuerySet[Liaison, Any]:
    held = Liaison.objects.filter(person__in=people).order_by()
    return held.values_list("department", "person")
