"""A date as people type it: 2026-09-30, 9月30日, full-width digits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.dates import read_coming_date, read_date
from tongzhou.core.verdicts import Invalid


class DayInput(forms.TextInput):
    """Typed as people write it, or chosen in the browser's calendar; what is no date stays."""

    def __init__(self) -> None:
        super().__init__({"maxlength": 40, "autocomplete": "off", "placeholder": _("2026-09-30")})

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
