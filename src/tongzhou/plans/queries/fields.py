"""Own fields for tables, exports and the page of a row: which there are, and what stands in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.org.models import Department, Person
from tongzhou.plans.models import CustomField, FieldValue
from tongzhou.plans.own_fields import shown_value

OF_PEOPLE = (CustomField.Kind.PERSON, CustomField.Kind.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """`kind` is one of `CustomField.Kind`; `options` are the words of a choice."""

    id: UUID
    name: str
    kind: str
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"field-{self.id}"


def columns() -> list[FieldColumn]:
    """In the order the administrator gave them; without those that were retired."""
    return [
        FieldColumn(one.pk, one.name, one.kind, tuple(one.options))
        for one in CustomField.objects.in_use()
    ]


def shown(tasks: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """By row and field what people read; two queries more where people or departments are named."""
    rows = FieldValue.objects.filter(task__in=tasks, field__retired_at=None)
    kept = list(rows.select_related("field"))
    names = _names(one.text for one in kept if one.field.kind in OF_PEOPLE)
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for one in kept:
        found[one.task_id][one.field_id] = shown_value(one.field, one.text, names)
    return dict(found)


def _names(keys: Iterable[str]) -> dict[str, str]:
    wanted = set(keys)
    if not wanted:
        return {}
    people = Person.objects.filter(pk__in=wanted).values_list("pk", "name")
    departments = Department.objects.filter(pk__in=wanted).values_list("pk", "name")
    return {str(key): name for key, name in (*people, *departments)}
