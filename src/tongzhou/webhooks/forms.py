"""The shape of a webhook as its owner enters it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.ui.seen import SeenForm
from tongzhou.webhooks.topics import CHOICES


class WebhookForm(SeenForm):
    """The address may hold a key: it is typed into a field that shows nothing."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("The system that listens, for example: Data board"),
    )
    address = forms.CharField(
        label=_("Address"), max_length=1000, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("An https address on a public server, or one the operator allows."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("What it hears of"), choices=CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Nothing chosen: everything of this list."),
    )  # fmt: skip


class NewWebhookForm(WebhookForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True
