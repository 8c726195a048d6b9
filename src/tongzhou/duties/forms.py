"""The shape of a report, of a claim, of a decision."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.duties.actions.wording import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    LONGEST_SENTENCE,
)
from tongzhou.duties.models import Duty
from tongzhou.org.models import Department

WHO = (
    ("gap", _("Nobody: it lies between the departments")),
    ("overlap", _("Several departments, each in its own way")),
    ("own", _("Our department; it shall be known")),
)


class WordsForm(forms.Form):
    name = forms.CharField(
        label=_("Duty"),
        max_length=LONGEST_NAME,
        help_text=_("For example: keep the operating manual up to date."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Duty.Rhythm.choices, initial=Duty.Rhythm.ON_DEMAND
    )
    description = forms.CharField(
        label=_("What belongs to it"), max_length=LONGEST_DESCRIPTION, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


class ReportForm(WordsForm):
    who = forms.ChoiceField(
        label=_("Who does it today?"), choices=WHO, widget=forms.RadioSelect, initial="gap"
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Departments concerned"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    found_in = forms.ChoiceField(
        choices=[("", ""), *Duty.FoundIn.choices], required=False, widget=forms.HiddenInput
    )
    found_at = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "departments", Department.objects.living().order_by("path"))


class ClaimForm(forms.Form):
    """For one of the departments this person is head of."""

    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"))
    sentence = forms.CharField(
        label=_("In one sentence"), max_length=LONGEST_SENTENCE, required=False
    )

    def __init__(self, departments: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments)


class DecisionForm(forms.Form):
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=_("Please choose")
    )
    reason = forms.CharField(label=_("In one sentence"), max_length=LONGEST_SENTENCE)

    def __init__(self, departments: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_SENTENCE)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
