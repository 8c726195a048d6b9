"""The shape of a concerned department's word on a delivery."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.outcomes.actions.deliveries import LONGEST


class CosignForm(forms.Form):
    sentence = forms.CharField(label=_("A remark, if you like"), required=False, max_length=LONGEST)


class ObjectForm(forms.Form):
    reason = forms.CharField(
        label=_("What is missing, in one sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
