"""The shape of an update and of a risk notice."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField
from tongzhou.plans.states import TASK
from tongzhou.progress.actions.notices import LONGEST
from tongzhou.progress.actions.promises import LONGEST_REASON
from tongzhou.progress.actions.rounds import LONGEST as LONGEST_UPDATE
from tongzhou.progress.models import LONGEST_LINE, Confidence
from tongzhou.progress.states import OWED_IN

KEPT = [("", _("not said yet")), ("yes", _("Done as promised")), ("no", _("Not done"))]
UPDATABLE = [choice for choice in TASK.choices if choice[0] in OWED_IN]


class PercentField(forms.IntegerField):
    """A whole number as people type it: 12, １２, 12 %."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 6})
    default_error_messages = {"invalid": _("A whole number from 0 to 100, please.")}

    def to_python(self, value: Any) -> int | None:
        typed = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(typed.strip().rstrip("%").strip())


class UpdateForm(forms.Form):
    state = forms.ChoiceField(label=_("Status"), choices=UPDATABLE)
    percent = PercentField(label=_("Done in percent"), min_value=0, max_value=100)
    risk = forms.CharField(label=_("Risk"), required=False, max_length=LONGEST_UPDATE)
    next_week = forms.CharField(label=_("Next week"), required=False, max_length=LONGEST_UPDATE)
    as_planned = forms.BooleanField(label=_("Next week as planned"), required=False)
    kept = forms.ChoiceField(
        label=_("What was promised for this week"), choices=KEPT, required=False
    )
    reason = forms.CharField(
        label=_("What came in between"), required=False, max_length=LONGEST_REASON
    )

    def __init__(self, *args: Any, promise: str | None = None, **kwargs: Any) -> None:
        """`promise` is shown above the answer to it; without one nothing is asked."""
        super().__init__(*args, **kwargs)
        if promise:
            self.fields["kept"].help_text = promise
        elif promise is not None:
            del self.fields["kept"], self.fields["reason"]

    def clean(self) -> dict[str, object]:
        """A task that is under way has started, whatever the status field says."""
        facts = super().clean() or {}
        if (facts.get("percent") or 0) > 0:
            facts["state"] = "in_progress"
        if facts.pop("as_planned", False) and not facts.get("next_week"):
            facts["next_week"] = gettext("As planned")
        facts["kept"] = {"yes": True, "no": False}.get(str(facts.get("kept")))
        return facts


class TrustForm(forms.Form):
    """The level is the button."""

    level = forms.ChoiceField(choices=Confidence.Level.choices, widget=forms.HiddenInput)
    sentence = forms.CharField(
        label=_("In one sentence, if you like"), required=False, max_length=LONGEST_LINE
    )


class LineForm(forms.Form):
    text = forms.CharField(label=_("My line for today"), max_length=LONGEST_LINE)


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
    proposed_end = DayField(label=_("Proposed end"), required=False)


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
