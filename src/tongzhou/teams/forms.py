"""The charter of a team, the people it wants, and why it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField
from tongzhou.org.forms.pickers import PersonField
from tongzhou.org.models import Person
from tongzhou.teams.actions import Charter
from tongzhou.teams.models import Team

LONGEST = 5000


class CharterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this team exists for, in two sentences."),
    )  # fmt: skip
    measure = forms.CharField(
        label=_("Shared measure"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The one figure every home department counts as its own success."),
    )  # fmt: skip
    rights = forms.CharField(
        label=_("What it decides itself"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Budget, order of work, wording … Everything else goes to the superior."),
    )  # fmt: skip
    leader_rules = forms.BooleanField(
        label=_("The leader rules on problems among its people"), required=False,
        help_text=_("Otherwise they go to the common superior of their departments."),
    )  # fmt: skip
    since = DayField(label=_("First day"))
    until = DayField(
        label=_("Last day"), help_text=_("It ends by itself then; renewing is a decision.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def charter(self) -> Charter:
        given = {name: self.cleaned_data[name] for name in Charter.__dataclass_fields__}
        return Charter(**given)


def initial_charter(team: Team) -> dict[str, Any]:
    names = (*Charter.__dataclass_fields__, "version")
    return {name: getattr(team, name) for name in names}


class LoanForm(forms.Form):
    percent = forms.IntegerField(label=_("Share of the working time (%)"), initial=50)

    def __init__(self, *arguments: Any, by: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person"] = PersonField(by=by, label=_("Person"))


class RenewalForm(forms.Form):
    until = DayField(label=_("Go on until"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)
