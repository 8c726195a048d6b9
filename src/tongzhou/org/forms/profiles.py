"""What is known of a person, as the person or an administrator writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.departments import DepartmentChoice
from tongzhou.org.models import ExternalId, Person
from tongzhou.ui.seen import SeenForm

PARTED = "、"


class OwnProfileForm(forms.Form):
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    mail = forms.EmailField(label=_("Mail"), required=False)
    pinyin = forms.CharField(
        label=_("How the name is read"),
        max_length=200,
        required=False,
        help_text=_("Pinyin by which you are found, one space between syllables: ou wen."),
    )
    hours_per_day = forms.DecimalField(
        label=_("Working hours a day"), max_digits=3, decimal_places=1, localize=False
    )
    skills = forms.CharField(
        label=_("Skills"),
        max_length=700,
        required=False,
        help_text=_("What colleagues may ask you about, separated by commas."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProfileForm(OwnProfileForm):
    """An administrator's: also what the organisation decides."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    wecom = forms.CharField(label=_("WeCom account"), max_length=80, required=False)
    dingtalk = forms.CharField(label=_("DingTalk account"), max_length=80, required=False)
    feishu = forms.CharField(label=_("Feishu account"), max_length=80, required=False)


def leave_unsaid(form: forms.Form) -> None:
    """What a program says nothing of, and may not change, stays as it is."""
    for name in ("mail", *ExternalId.System.values):
        if name not in form.data:
            form.fields.pop(name, None)


class SecondHomeForm(forms.Form):
    department = DepartmentChoice(label=_("Also works in"), empty_label=_("Please choose"))


class RightsForm(SeenForm):
    is_administrator = forms.BooleanField(
        label=_("Administrator (keeps organisation, calendar and channels)"), required=False
    )
    is_auditor = forms.BooleanField(
        label=_("Auditor (reads everything, changes nothing)"), required=False
    )


def initial_profile(person: Person) -> dict[str, Any]:
    """What stands now, for either form."""
    elsewhere = dict(ExternalId.objects.filter(person=person).values_list("system", "value"))
    return {
        "name": person.name,
        "title": person.title,
        "mobile": person.mobile,
        "mail": person.mail,
        "pinyin": person.pinyin,
        "hours_per_day": person.hours_per_day,
        "skills": PARTED.join(person.skills.values_list("name", flat=True)),
        "version": person.version,
        **elsewhere,
    }
