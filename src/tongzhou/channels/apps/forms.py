"""The shape of an app as an administrator copies it from the messenger's console."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.apps.console import FIELDS
from tongzhou.ui.seen import SeenForm

SEALED = ("secret", "token", "key")
LONGEST = {"agent": 20, "tenant": 80, "client": 80}


class AppForm(SeenForm):
    """What is sealed is typed into fields that show nothing, also when something else was wrong."""

    speaks = forms.BooleanField(
        label=_("Bring cards to people"), required=False,
        help_text=_("Whoever's account is known is told there as well; everybody can turn it off."),
    )  # fmt: skip
    signs_in = forms.BooleanField(
        label=_("Sign people in"), required=False,
        help_text=_("Whoever's account is known needs no password; signing still asks who one is."),
    )  # fmt: skip
    syncs_daily = forms.BooleanField(
        label=_("Take the directory over every night"), required=False,
        help_text=_("Departments and people follow the messenger. Accounts are never closed by it."),
    )  # fmt: skip
    base = forms.CharField(
        label=_("Own server"), max_length=200, required=False,
        help_text=_("Only where the organisation runs the messenger itself, for example: https://im.example.com"),
    )  # fmt: skip

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_console = [one.name for one in FIELDS[kind]]
        for one in FIELDS[kind]:
            self.fields[one.name] = _text(one.name, one.label)
        self.order_fields([*of_console, "speaks", "signs_in", "syncs_daily", "base"])


def _text(name: str, label: str) -> forms.CharField:
    if name in SEALED:
        hidden = forms.PasswordInput({"autocomplete": "off"})
        return forms.CharField(label=label, max_length=200, required=False, widget=hidden)
    return forms.CharField(label=label, max_length=LONGEST[name], required=False)
