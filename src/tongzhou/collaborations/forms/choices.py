"""Choices that ask the database no more than they must: lists are read only to be shown."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Department, Person


class DepartmentField(forms.ChoiceField):
    """One of the departments at hand; cleans to the department."""

    def offer(self, departments: Iterable[Department]) -> None:
        self.rows = {str(one.pk): one for one in departments}
        self.choices = [(key, one.name) for key, one in self.rows.items()]

    def clean(self, value: Any) -> Department:
        return self.rows[super().clean(value)]


class LongSelect(forms.Select):
    """Hundreds of people: Django would walk all it knows of choices for each of them."""

    listed: Callable[[], Iterable[tuple[Any, str]]] = staticmethod(tuple)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        given = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        options = (
            f'<option value="{key}"{" selected" if str(key) in chosen else ""}>{escape(label)}'
            for key, label in self.listed()
        )
        return mark_safe(f"<select{given}>{''.join(options)}</select>")  # noqa: S308 — escaped above


class ColleagueField(forms.ChoiceField):
    """Somebody who works in one of the departments, or below; cleans to the person."""

    widget = LongSelect

    def offer(self, departments: Sequence[Department]) -> None:
        self.paths = tuple(one.path for one in departments)
        self.widget.listed = self._listed

    def clean(self, value: Any) -> Person:
        self.found: Person | None = None
        super().clean(value)
        assert self.found
        return self.found

    def valid_value(self, value: str) -> bool:
        try:
            self.found = next(iter(_active(UUID(value))), None)
        except ValueError:
            return False
        return self.found is not None and self.found.department.path.startswith(self.paths)

    def _listed(self) -> Iterable[tuple[UUID, str]]:
        inside = Q(pk__in=[])
        for path in self.paths:
            inside |= Q(department__path__startswith=path)
        return Person.objects.active().filter(inside).values_list("pk", "name")


@Prepared
def _active(pk: UUID) -> QuerySet[Person]:
    return Person.objects.active().filter(pk=pk).select_related("department")
