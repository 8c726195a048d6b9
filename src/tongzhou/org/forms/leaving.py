"""Who takes over from somebody who leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.pickers import PersonField
from tongzhou.org.models import Person


class LeavingForm(forms.Form):
    def __init__(self, *arguments: Any, by: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["successor"] = PersonField(by=by, label=_("Who takes over"), required=False)
