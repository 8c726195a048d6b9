"""To whom a brief goes, and a word with it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.briefs import LONGEST_NOTE
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.pickers import PersonField
from tongzhou.org.models import Person


class ForwardForm(forms.Form):
    note = forms.CharField(label=_("A word with it"), required=False, max_length=LONGEST_NOTE)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Collaboration, by: Person
    ) -> None:
        super().__init__(data)
        parties = list(case.parties.values_list("department", flat=True))
        self.fields["to"] = PersonField(by=by, near=parties, label=_("To"))

    def take_errors(self, errors: Mapping[str, Sentence]) -> None:
        """Errors an action found, at their fields."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, str(sentence))
