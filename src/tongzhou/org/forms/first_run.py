"""What opens a new house: the code from the console, the company, who administers it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.people import PasswordField


class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the console"),
        max_length=60,
        help_text=_("The server printed it on its console when it started."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )
    company = forms.CharField(label=_("Name of the company"), max_length=60)
    name = forms.CharField(label=_("Your full name"), max_length=60)
    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    mail = forms.EmailField(label=_("Mail"), required=False)
    password = PasswordField(
        label=_("Password"),
        autocomplete="new-password",
        help_text=_("At least 8 characters; a short sentence is best."),
    )
