"""The shape of input: a signature, an objection, a reason, the wishes of a change request."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class SignForm(forms.Form):
    """`seen` is the root hash of what the page showed."""

    department = forms.UUIDField()
    seen = forms.CharField(max_length=64)
    identity_password = forms.CharField(max_length=256, required=False, strip=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        error_messages={"required": _("Say why in one sentence.")},
        widget=forms.Textarea({"rows": 2}),
    )


class ObjectionForm(ReasonForm):
    department = forms.UUIDField()
