"""The shape of what is said about a word."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Department
from tongzhou.terms.actions import Said
from tongzhou.terms.models import LONGEST_NAME, LONGEST_SENTENCE, LONGEST_TEXT

BETWEEN = re.compile(r"[,，、;；\n]+")


class WordingForm(forms.Form):
    text = forms.CharField(
        label=_("What it means here"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}),
        help_text=_("One sentence that somebody from another department understands."),
    )  # fmt: skip
    example = forms.CharField(label=_("Example"), max_length=LONGEST_SENTENCE, required=False)
    unlike = forms.CharField(
        label=_("What it does not mean"), max_length=LONGEST_SENTENCE, required=False
    )
    spellings = forms.CharField(
        label=_("Also written as"), max_length=LONGEST_SENTENCE, required=False,
        help_text=_("Short forms and English, with “、” between them."),
    )  # fmt: skip

    def said(self) -> Said:
        facts = {name: self.cleaned_data[name] for name in ("text", "example", "unlike")}
        return Said(**facts, spellings=split(self.cleaned_data["spellings"]))


class NewTermForm(WordingForm):
    field_order = ("name", "department")

    name = forms.CharField(label=_("Word"), max_length=LONGEST_NAME)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("In which department?"), empty_label=None
    )

    def __init__(self, spoken: list[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(pk__in=[one.pk for one in spoken])
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows.order_by("path")


def split(text: str) -> list[str]:
    return [one.strip() for one in BETWEEN.split(text) if one.strip()]
