"""A day as people type it."""

from typing import Any

from django import forms

from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid


class DayField(forms.CharField):
    """A day as people type it, also 9月30日 or full-width digits."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_date(text)
        except Invalid as invalid:
            raise forms.ValidationError(str(invalid.sentence)) from invalid
