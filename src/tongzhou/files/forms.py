"""The field of a form that takes files; `required=False` where none is fine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.files.actions import require_acceptable
from tongzhou.files.uploads import Upload

AT_ONCE = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives a list of acceptable uploads, possibly empty."""

    widget = FilesInput
    default_error_messages = {
        "too_many": _("At most %(most)s files at once, please."),
    }

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given = [one for one in (data or []) if one]
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > AT_ONCE:
            raise forms.ValidationError(self.error_messages["too_many"] % {"most": AT_ONCE})
        for upload in given:
            _require(upload)
        return given


class OneFileField(forms.FileField):
    """Gives one acceptable upload, or None."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> "Upload | None":
        if not data:
            super().clean(None, initial)
            return None
        _require(data)
        given: Upload = data
        return given


def _require(upload: Upload) -> None:
    try:
        require_acceptable(upload)
    except Invalid as refused:
        raise forms.ValidationError(str(refused.sentence)) from None
