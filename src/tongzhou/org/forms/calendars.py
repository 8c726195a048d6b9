"""The organisation's own days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField

LARGEST = 200_000


class DayForm(forms.Form):
    day = DayField(label=_("Day"))
    is_working = forms.TypedChoiceField(
        label=_("On this day everybody"),
        choices=[("", _("is free")), ("1", _("works"))],
        coerce=bool,
        required=False,
    )
    name = forms.CharField(label=_("Name of the day"), max_length=40)

    def clean_is_working(self) -> bool:
        return bool(self.cleaned_data["is_working"])


class ClearForm(forms.Form):
    day = DayField()


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Holiday file (JSON)"))

    def clean(self) -> dict[str, Any]:
        """The text of the file, under the name the action knows."""
        super().clean()
        file = self.cleaned_data.get("file")
        if file is None:
            return {}
        return {"text": file.read(LARGEST).decode("utf-8", "replace")}
