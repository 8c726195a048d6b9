"""Departments in the order and depth in which a form shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.org.models import Department, Person


@dataclass(frozen=True, slots=True)
class Branch:
    id: UUID
    name: str
    hue: int
    depth: int
    is_chosen: bool


def department_tree(
    person: Person, *, chosen: Iterable[object], without: Department | None = None
) -> list[Branch]:
    """`chosen` are keys, as typed or as kept; `without` is the department that asks."""
    keys = {str(key) for key in chosen}
    rows = Department.objects.visible_to(person).living().order_by("path")
    if without:
        rows = rows.exclude(pk=without.pk)
    return [
        Branch(pk, name, hue, path.count("/") - 2, str(pk) in keys)
        for pk, name, hue, path in rows.values_list("pk", "name", "hue", "path")
    ]
