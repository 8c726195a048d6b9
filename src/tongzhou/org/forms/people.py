"""People: who they are, how they sign in, who stands in for them."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField
from tongzhou.org.forms.departments import DepartmentChoice
from tongzhou.org.forms.pickers import PersonField
from tongzhou.org.models import Person
from tongzhou.org.passwords import LONGEST
from tongzhou.org.scopes import SCOPES, USUAL


class PasswordField(forms.CharField):
    """Spaces count; nothing is stripped."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=LONGEST, widget=widget, **options)


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Sign-in name"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class ProofForm(forms.Form):
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class PasswordForm(forms.Form):
    current_password = PasswordField(label=_("Current password"), autocomplete="current-password")
    new_password = PasswordField(
        label=_("New password"),
        autocomplete="new-password",
        help_text=_("At least 8 characters; a short sentence is best."),
    )


class NewPasswordForm(forms.Form):
    new_password = PasswordField(label=_("New password"), autocomplete="new-password")


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=60)
    login = forms.CharField(label=_("Sign-in name"), max_length=60)
    department = DepartmentChoice(label=_("Department"))
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    mail = forms.EmailField(label=_("Mail"), required=False)
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    password = PasswordField(
        label=_("First password"),
        autocomplete="new-password",
        required=False,
        help_text=_("Tell it in person. Empty: the person cannot sign in yet."),
    )
    is_administrator = forms.BooleanField(label=_("Administrator"), required=False)
    is_auditor = forms.BooleanField(
        label=_("Auditor (reads everything, changes nothing)"), required=False
    )


class HomeForm(forms.Form):
    department = DepartmentChoice(label=_("Department"))


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("For example: nightly report.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"), choices=list(SCOPES.items()), initial=USUAL,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class DelegationForm(forms.Form):
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *arguments: Any, by: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["delegate"] = PersonField(by=by, label=_("Delegate"))
