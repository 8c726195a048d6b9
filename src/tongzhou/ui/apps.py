"""What forms say when something is wrong: kinder and shorter than the framework's own sentences."""

from typing import Any

from django import forms
from django.apps import AppConfig
from django.core import validators
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.ChoiceField: {"invalid_choice": _("Please choose one of the options.")},
    forms.ModelChoiceField: {"invalid_choice": _("Please choose one of the options.")},
    forms.ModelMultipleChoiceField: {"invalid_choice": _("Please choose one of the options.")},
    forms.IntegerField: {"invalid": _("A whole number, please.")},
    forms.DecimalField: {"invalid": _("A number, please.")},
    forms.FileField: {"required": _("Please choose a file.")},
}
VALIDATORS = {
    validators.MaxLengthValidator: _(
        "At most %(limit_value)s characters, please; these are %(show_value)s."
    ),
    validators.MinLengthValidator: _(
        "At least %(limit_value)s characters, please; these are %(show_value)s."
    ),
    validators.MinValueValidator: _("%(limit_value)s or more, please."),
    validators.MaxValueValidator: _("%(limit_value)s or less, please."),
}


class UiConfig(AppConfig):
    name = "tongzhou.ui"

    def ready(self) -> None:
        """Once for every form of the house, whoever writes it."""
        for field, sentences in SENTENCES.items():
            field.default_error_messages = {
                **vars(field).get("default_error_messages", {}),
                **sentences,
            }
        for validator, sentence in VALIDATORS.items():
            validator.message = sentence
