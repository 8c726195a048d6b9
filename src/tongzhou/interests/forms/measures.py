"""Linking a measure of one side of a request, or saying why there is none."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.goals.models import Measure
from tongzhou.interests.actions.effects import LONGEST_NOTE
from tongzhou.interests.forms.maps import MeasureChoice, offer
from tongzhou.org.models import Department


class LinkForm(forms.Form):
    measure = MeasureChoice(Measure.objects.none(), label=_("Measure"))

    def __init__(self, measures: QuerySet[Measure], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "measure", measures)


class NoneYetForm(forms.Form):
    department = forms.ModelChoiceField(Department.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("No measure yet, because"), max_length=LONGEST_NOTE)

    def __init__(self, sides: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", sides)
