"""Person-days as people type them: 3, 2.5, full-width digits, «3 人日»."""

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from tongzhou.collaborations.terms import MOST_DAYS, NOT_DAYS
from tongzhou.core.verdicts import Invalid

_NUMBER = re.compile(
    r"(\d{1,6}(?:\.\d{1,3})?)(?:个)?(?:人日|人天|天|日|days?|d)?", re.IGNORECASE | re.ASCII
)


def read_effort(text: str) -> Decimal | None:
    """Rounded to a tenth; empty is None; raises `Invalid` for anything that is no amount of days."""
    typed = "".join(unicodedata.normalize("NFKC", text[:40]).split())
    if not typed:
        return None
    found = _NUMBER.fullmatch(typed)
    if found is None or Decimal(found[1]) > MOST_DAYS:
        raise Invalid(NOT_DAYS, errors={"effort_days": NOT_DAYS})
    return Decimal(found[1]).quantize(Decimal("0.1"))


class EffortField(forms.Field):
    widget = forms.TextInput({"inputmode": "decimal"})

    def to_python(self, value: object) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            return read_effort(str(value))
        except Invalid as wrong:
            raise ValidationError(str(wrong.sentence)) from wrong
