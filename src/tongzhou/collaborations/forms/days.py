"""A date as people type it: 2026-09-30, 9月30日, full-width digits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tongzhou.core import clock
from tongzhou.core.dates import read_coming_date, read_date
from tongzhou.core.verdicts import Invalid


class DayInput(forms.DateInput):
    """The browser's calendar; plain text where what was typed is no date, so that it stays."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if _is_iso(context["widget"]["value"]) else "text"
        return context

    def format_value(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value or "")


class DayField(forms.Field):
    """A day to come; with `happened`, one of this year where none is written."""

    widget = DayInput

    def __init__(self, *, happened: bool = False, **named: Any) -> None:
        super().__init__(**named)
        self.happened = happened

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        try:
            if self.happened:
                return read_date(value, year=clock.today().year)
            return read_coming_date(value)
        except Invalid as wrong:
            raise ValidationError(str(wrong.sentence)) from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def _is_iso(text: str | None) -> bool:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        return False
    return True
