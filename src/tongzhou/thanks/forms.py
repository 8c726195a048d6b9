"""The shape of a sentence of thanks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.thanks.actions import saying


class ThanksForm(forms.Form):
    person = forms.UUIDField(widget=forms.HiddenInput)
    fact = forms.CharField(max_length=60, widget=forms.HiddenInput)
    sentence = forms.CharField(
        label=_("In your words"), max_length=saying.LONGEST, widget=forms.Textarea({"rows": 2})
    )
