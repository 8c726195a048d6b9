"""The shape of a priority, and of what a leader said."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.importance import Importance
from tongzhou.collaborations.models import Degree
from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField


class WithErrors(forms.Form):
    def take_errors(self, errors: Mapping[str, Sentence]) -> None:
        """Errors an action found, at their fields."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, str(sentence))


def _degree(label: Any) -> forms.TypedChoiceField:
    choices = [(str(degree.value), degree.label) for degree in reversed(Degree)]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, widget=forms.RadioSelect
    )


class PriorityForm(WithErrors):
    value = _degree(_("Value"))
    value_evidence = forms.CharField(
        label=_("Evidence of the value"), required=False, max_length=300,
        help_text=_("A figure: “churn costs 1.2 million a quarter”."),
    )  # fmt: skip
    urgency = _degree(_("Urgency"))
    urgency_evidence = forms.CharField(
        label=_("Evidence of the urgency"), required=False, max_length=300,
        help_text=_("What happens on which day if nothing happens."),
    )  # fmt: skip
    link = forms.CharField(label=_("Link to the source"), required=False, max_length=500)

    def importance(self) -> Importance:
        return Importance(**self.cleaned_data)


class AttentionForm(WithErrors):
    who = forms.CharField(label=_("Who said it"), required=False, max_length=60)
    said = forms.CharField(label=_("Said what"), required=False, max_length=300)
    on = DayField(label=_("When"), required=False, happened=True)
    evidence = forms.CharField(
        label=_("Where to read it"), required=False, max_length=500,
        help_text=_("A link or the name of the minutes."),
    )  # fmt: skip
