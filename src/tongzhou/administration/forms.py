"""What an administrator types: a reason to read what is confidential, the rules of signing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.rules import DAYS, MINUTES
from tongzhou.ui.seen import SeenForm


class OpeningForm(forms.Form):
    number = forms.CharField(label=_("Number of the collaboration"), max_length=20)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody concerned is told at once and reads this sentence."),
    )


class RulesForm(SeenForm):
    proof_minutes = forms.IntegerField(
        label=_("For how many minutes a proof of identity is enough to sign"),
        min_value=MINUTES[0],
        max_value=MINUTES[1],
        help_text=_("Afterwards the password, a one-time code or the passkey is asked for again."),
    )
    sign_for_several = forms.BooleanField(
        label=_("One person may sign for several departments of one agreement"),
        required=False,
        help_text=_("For small companies. Every page of the agreement says so."),
    )
    objection_days = forms.IntegerField(
        label=_("For how many working days a change in force can be objected to"),
        min_value=DAYS[0],
        max_value=DAYS[1],
        help_text=_("By departments that did not sign it again. 0: not at all."),
    )
    sm3 = forms.BooleanField(
        label=_("Every version also gets an SM3 fingerprint"),
        required=False,
        help_text=_("GB/T 32905, kept in the journal beside SHA-256. For versions from now on."),
    )
    stamps = forms.CharField(
        label=_("Time-stamp authority"),
        max_length=300,
        required=False,
        help_text=_(
            "Its address. It stamps the end of the journal each day (RFC 3161) and sees a hash,"
            " nothing else. Empty: none."
        ),
    )
