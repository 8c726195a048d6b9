"""Reading what is confidential needs a number and a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpeningForm(forms.Form):
    number = forms.CharField(label=_("Number of the collaboration"), max_length=20)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody concerned is told at once and reads this sentence."),
    )
