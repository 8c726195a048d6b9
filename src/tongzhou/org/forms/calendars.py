"""The organisation's own days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField
from tongzhou.org.holidays import LARGEST

KINDS = [
    ("off", _("is free")),
    ("half", _("works four hours (9:00–13:00)")),
    ("works", _("works")),
]


class DayForm(forms.Form):
    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(label=_("On this day everybody"), choices=KINDS)
    name = forms.CharField(label=_("Name of the day"), max_length=40)

    def clean(self) -> dict[str, Any]:
        """Under the names the action knows."""
        typed: dict[str, Any] = super().clean() or {}
        kind = typed.pop("kind", "")
        return {**typed, "is_working": kind != "off", "is_half": kind == "half"}


class AlternationForm(forms.Form):
    first = DayField(label=_("First Saturday that is worked"))
    until = DayField(label=_("Until"))
    name = forms.CharField(label=_("Name of the day"), max_length=40, initial=_("Long week"))


class ClearForm(forms.Form):
    day = DayField()


class ImportForm(forms.Form):
    """A file, or its text as the preview sends it back."""

    file = forms.FileField(label=_("Holiday file (JSON)"), required=False)
    text = forms.CharField(
        label=_("Or its text"), required=False, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": '{"year": 2027, "days": […]}'}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        file = typed.pop("file", None)
        if file is not None:
            typed["text"] = file.read(LARGEST).decode("utf-8-sig", "replace")
        if not typed.get("text") and not self.errors:
            self.add_error("file", _("Choose a file."))
        return typed
