"""Own fields for tables, exports and the page of a row: which there are, and what stands in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import OWN
from tongzhou.plans.models import CustomField, FieldValue
from tongzhou.plans.own_fields import FieldColumn, OwnReader, read_filled, shown_value
from tongzhou.plans.queries.table import row
from tongzhou.plans.rows import OwnValue, Row
from tongzhou.plans.workbook.columns import heading

OF_PEOPLE = (CustomField.Kind.PERSON, CustomField.Kind.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """The own columns of every table, and what stands in one of them: by row and key of column."""

    columns: tuple[FieldColumn, ...] = ()
    values: Mapping[UUID, Mapping[str, OwnValue]] = field(default_factory=dict)

    def filled(self, rows: Iterable[Row]) -> list[Row]:
        return [
            replace(one, own=self.values[one.id]) if one.id in self.values else one for one in rows
        ]


def columns() -> list[FieldColumn]:
    """In the order the administrator gave them; without those that were retired."""
    return [FieldColumn(key, name, kind, tuple(options)) for key, name, kind, options in _columns()]


def own_table(collaboration: UUID) -> OwnTable:
    """One query where the organisation has no own fields, one to three more where it has some."""
    known = tuple(columns())
    return OwnTable(known, _values(_of_table(collaboration)) if known else {})


def own_of(tasks: Sequence[UUID]) -> dict[UUID, dict[str, OwnValue]]:
    """The same of single rows."""
    kept = FieldValue.objects.filter(task__in=tasks, field__retired_at=None)
    return _values(kept.values_list("task", "field", "field__kind", "text"))


def own_headings() -> dict[str, str]:
    """The keys of own columns by their names, as headings of files are compared."""
    return {heading(one.name): one.key for one in columns()}


def own_row(task: UUID) -> Row:
    """One row with what stands in its own fields."""
    return replace(row(task), own=own_of([task]).get(task, {}))


def readers() -> dict[str, OwnReader]:
    """By the key of a column, what reads its cells."""
    return {f"{OWN}{one.pk}": partial(read_filled, one) for one in CustomField.objects.in_use()}


@Prepared
def _columns() -> QuerySet[CustomField, Any]:
    return CustomField.objects.in_use().values_list("id", "name", "kind", "options")


@Prepared
def _of_table(collaboration: UUID) -> QuerySet[FieldValue, Any]:
    kept = FieldValue.objects.filter(
        task__collaboration=collaboration, task__removed_at=None, field__retired_at=None
    )
    return kept.values_list("task", "field", "field__kind", "text")


def _values(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, dict[str, OwnValue]]:
    kept = list(rows)
    names = _names(text for _task, _field, kind, text in kept if kind in OF_PEOPLE)
    found: dict[UUID, dict[str, OwnValue]] = defaultdict(dict)
    for task, key, kind, text in kept:
        name, hue = names.get(text, ("—", 0))
        shown = name if kind in OF_PEOPLE else shown_value(kind, text)
        found[task][f"{OWN}{key}"] = OwnValue(kind, text, shown, hue)
    return dict(found)


def _names(keys: Iterable[str]) -> dict[str, tuple[str, int]]:
    wanted = set(keys)
    if not wanted:
        return {}
    people = Person.objects.filter(pk__in=wanted).values_list("pk", "name", "department__hue")
    departments = Department.objects.filter(pk__in=wanted).values_list("pk", "name", "hue")
    return {str(key): (name, hue) for key, name, hue in (*people, *departments)}
