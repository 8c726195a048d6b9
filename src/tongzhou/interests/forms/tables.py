"""The shape of an option table, of an option, of scores and of a decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.interests.actions import deciding, tables
from tongzhou.interests.actions.scoring import Scores
from tongzhou.interests.forms.maps import offer
from tongzhou.interests.models import TableOption
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Department
from tongzhou.ui.seen import SeenForm

STEPS = [(value, str(value)) for value in range(11)]


class TableForm(forms.Form):
    question = forms.CharField(
        label=_("What is to be decided"), max_length=tables.LONGEST_QUESTION,
        help_text=_("For example: what goes live first, sharing or the faster start page?"),
    )  # fmt: skip
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Who scores"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody whom the decision touches; each scores for itself."),
    )  # fmt: skip

    def __init__(self, parties: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "departments", parties)


class OptionForm(SeenForm):
    name = forms.CharField(label=_("In one line"), max_length=tables.LONGEST_NAME)
    by_date = DayField(label=_("Done by"), required=False)
    people_days = forms.DecimalField(
        label=_("Person-days"), required=False, min_value=0, max_digits=6, decimal_places=1
    )
    scope = forms.CharField(
        label=_("What is included"), max_length=tables.LONGEST_TERM, required=False
    )
    quality = forms.CharField(label=_("How good"), max_length=tables.LONGEST_TERM, required=False)
    give_back = forms.CharField(
        label=_("Given in return"), max_length=tables.LONGEST_TERM, required=False
    )


class ScoreForm(forms.Form):
    """`options` in their order; the floor comes last, when all options have been thought over."""

    def __init__(self, options: Sequence[TableOption], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for option in options:
            self.fields[f"score_{option.pk}"] = score_field(f"{option.letter} {option.name}")
        self.fields["floor"] = score_field(_("No deal: everybody goes on as today"))

    def scores(self) -> Scores:
        found = self.cleaned_data
        values = {option.pk: found[f"score_{option.pk}"] for option in self.options}
        return Scores(values, found["floor"])


class ProposalForm(forms.Form):
    option = forms.ModelChoiceField(
        TableOption.objects.none(), label=_("Option"), widget=forms.RadioSelect, empty_label=None
    )
    rationale = forms.CharField(
        label=_("Why this one"), max_length=deciding.LONGEST_RATIONALE,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It goes into the journal with the decision; later readers know only this."),
    )  # fmt: skip

    def __init__(self, options: QuerySet[TableOption], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "option", options)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("In one sentence"), max_length=deciding.LONGEST_REASON)


class RemedyForm(forms.Form):
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Who gives way"), empty_label=_("Please choose")
    )
    sentence = forms.CharField(label=_("What it gets for it"), max_length=deciding.LONGEST_REMEDY)

    def __init__(self, parties: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", parties)


def score_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=STEPS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Give it a number from 0 to 10.")},
    )  # fmt: skip
