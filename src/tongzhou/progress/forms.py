"""The shape of an update and of a risk notice."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.plans.states import TASK
from tongzhou.progress.actions.notices import LONGEST

UPDATABLE = [choice for choice in TASK.choices if choice[0] in ("not_started", "in_progress")]


class UpdateForm(forms.Form):
    state = forms.ChoiceField(label=_("Status"), choices=UPDATABLE)
    percent = forms.IntegerField(label=_("Done"), min_value=0, max_value=100)
    risk = forms.CharField(label=_("Risk"), required=False, max_length=LONGEST)
    next_week = forms.CharField(label=_("Next week"), required=False, max_length=LONGEST)

    def clean(self) -> dict[str, object]:
        """A task that is under way has started, whatever the status field says."""
        facts = super().clean() or {}
        if (facts.get("percent") or 0) > 0:
            facts["state"] = "in_progress"
        return facts


class RiskForm(forms.Form):
    fact = forms.CharField(
        label=_("Fact"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is happening, with a figure if there is one."),
    )
    need = forms.CharField(
        label=_("Need"),
        required=False,
        max_length=LONGEST,
        help_text=_("What would help, and from whom."),
    )
    proposal = forms.CharField(label=_("Proposal"), required=False, max_length=LONGEST)
    proposed_end = forms.DateField(
        label=_("Proposed end"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    field_order: ClassVar = ["fact", "need", "proposal", "proposed_end"]


class OutcomeForm(forms.Form):
    became = forms.ChoiceField(
        label=_("How it was dealt with"),
        choices=[
            ("settled", _("Settled")),
            ("became_change", _("Taken up as a change")),
            ("became_problem", _("Taken up as a problem")),
        ],
    )
    outcome = forms.CharField(label=_("In one sentence"), max_length=LONGEST)
