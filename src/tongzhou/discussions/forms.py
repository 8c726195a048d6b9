"""The shape of what somebody says."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.discussions.actions.comments import LONGEST
from tongzhou.files.forms import FilesField


class KeysField(forms.Field):
    """Ids that script added; damaged ones count for nothing."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        keys = []
        for one in value or []:
            try:
                keys.append(UUID(str(one)))
            except ValueError:
                continue
        return keys[:50]


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    uploads = FilesField(label=_("Files"), required=False)
    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)
    chosen = KeysField(required=False)


class WordingForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    chosen = KeysField(required=False)
