"""Choosing a person by name, pinyin or initials, with or without JavaScript.

The macro `person_picker` in org/_person_picker.html draws it; the fields sent are `<name>` (the id
of a suggested person) and `<name>_text` (what was typed).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Person
from tongzhou.org.queries import Row, people_near


class PersonInput(forms.Widget):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_text", "").strip()

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data


class PersonField(forms.Field):
    """Cleans to a `Person`, or None when left empty and not required.

    People of the departments `near` are offered first: those who take part in what it is about.
    """

    widget = PersonInput

    def __init__(
        self,
        *,
        by: Person,
        chosen: Person | None = None,
        near: Collection[UUID] = (),
        **options: Any,
    ) -> None:
        self.by = by
        self.near = near
        self.chosen = chosen
        self.suggested: list[Row] = []
        self.text = chosen.name if chosen else ""
        super().__init__(**options)

    def clean(self, value: tuple[str, str]) -> Person | None:
        picked, self.text = value
        if picked:
            return self._known(picked)
        if self.chosen and self.text == self.chosen.name:
            return self.chosen
        if self.text:
            return self._only_match(self.text)
        if self.required:
            raise forms.ValidationError(_("Choose a person."), code="required")
        return None

    def _known(self, picked: str) -> Person:
        try:
            person: Person = Person.objects.visible_to(self.by).active().get(pk=UUID(picked))
        except (ValueError, Person.DoesNotExist):
            raise forms.ValidationError(_("Choose a person from the list.")) from None
        return person

    def _only_match(self, text: str) -> Person:
        rows = list(people_near(text, self.near, by=self.by))
        same = [row for row in rows if row["name"] == text] or rows
        if len(same) == 1:
            return self._known(str(same[0]["id"]))
        self.suggested = rows
        if rows:
            raise forms.ValidationError(_("Several people match. Choose one."))
        raise forms.ValidationError(_("Nobody is found under “%(text)s”.") % {"text": text[:60]})
