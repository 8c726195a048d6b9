"""The shape of an offered gain and of a receipt."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.exchange.actions import gains
from tongzhou.exchange.models import Receipt
from tongzhou.org.models import Department


class OfferForm(forms.Form):
    giver = forms.ModelChoiceField(Department.objects.none(), label=_("We are"), empty_label=None)
    receiver = forms.ModelChoiceField(
        Department.objects.none(), label=_("Who gained"), empty_label=_("Please choose")
    )
    what = forms.CharField(
        label=_("What they gain"), max_length=gains.LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("For example: your pages load 4 seconds faster since this release."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("How much"), required=False, max_digits=12, decimal_places=2
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=gains.LONGEST_UNIT)

    def __init__(
        self,
        givers: QuerySet[Department],
        receivers: QuerySet[Department],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("giver", givers), ("receiver", receivers)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class ReceiptForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Did it come?"), choices=Receipt.Outcome.choices, widget=forms.RadioSelect
    )
    measured = forms.DecimalField(
        label=_("Measured"), required=False, max_digits=12, decimal_places=2
    )
    sentence = forms.CharField(
        label=_("In one sentence"), required=False, max_length=gains.LONGEST_SENTENCE
    )
