"""The shape of a group robot as an administrator enters it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.models import Robot
from tongzhou.org.models import Department
from tongzhou.ui.seen import SeenForm


class RobotForm(SeenForm):
    """What is sealed is typed into fields that show nothing, also when something else was wrong."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As the group knows it, for example: Marketing")
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=_("Please choose"),
        help_text=_("The group hears what concerns this department and those below it."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Webhook address"), max_length=1000, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("The messenger shows it when a robot is added to the group."),
    )  # fmt: skip
    secret = forms.CharField(
        label=_("Signing secret"), max_length=200, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("DingTalk and Feishu sign with it; WeCom has none."),
    )  # fmt: skip
    keyword = forms.CharField(
        label=_("Keyword"), max_length=40, required=False,
        help_text=_("Only if the robot demands one; it is put into every title."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Department.objects.living().order_by("path")


class NewRobotForm(RobotForm):
    kind = forms.ChoiceField(
        label=_("Messenger"), choices=Robot.Kind.choices, widget=forms.RadioSelect, initial="wecom"
    )
    field_order = ("kind",)
