"""The shape of a package deal, of an open point, of points and scores."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.interests.actions.deals import points, writing
from tongzhou.interests.actions.deals.points import Weights
from tongzhou.interests.forms.maps import offer
from tongzhou.interests.forms.tables import score_field
from tongzhou.interests.models import DealChoice, DealTerm
from tongzhou.org.models import Department


class DealForm(forms.Form):
    question = forms.CharField(
        label=_("What is to be settled together"), max_length=writing.LONGEST_QUESTION,
        help_text=_("For example: order, scope and support for the release in September."),
    )  # fmt: skip
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Who weighs"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody whom the package touches; each weighs for itself."),
    )  # fmt: skip

    def __init__(self, parties: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "departments", parties)


class TermForm(forms.Form):
    name = forms.CharField(label=_("Open point"), max_length=writing.LONGEST_NAME)
    today = forms.CharField(
        label=_("How it is today"), max_length=writing.LONGEST_CHOICE,
        help_text=_("Without a package it stays like this."),
    )  # fmt: skip
    ways = forms.CharField(
        label=_("Other ways, one on each line"), widget=forms.Textarea({"rows": 3})
    )

    def ways_typed(self) -> list[str]:
        return str(self.cleaned_data["ways"]).splitlines()


class WayChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no such brackets
    def label_from_instance(self, obj: DealChoice) -> str:
        return f"{obj.term.name} · {obj.name}"


class ClashForm(forms.Form):
    one = WayChoice(DealChoice.objects.none(), label=_("If this"), empty_label=_("Please choose"))
    other = WayChoice(
        DealChoice.objects.none(), label=_("then not this"), empty_label=_("Please choose")
    )

    def __init__(self, choices: QuerySet[DealChoice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "one", choices)
        offer(self, "other", choices)


class WeightForm(forms.Form):
    """Points for each open point, a score for each way; `prefers` once the question was asked."""

    prefers = forms.ChoiceField(
        choices=[(one, one) for one in ("first", "second", "same")], required=False
    )

    def __init__(self, terms: Sequence[DealTerm], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        for term in terms:
            self.fields[f"points_{term.pk}"] = forms.IntegerField(
                label=term.name, min_value=0, max_value=points.WHOLE, required=False
            )
            for choice in term.choices.all():
                self.fields[f"score_{choice.pk}"] = score_field(choice.name)

    def weights(self) -> Weights:
        """A point left empty has none of the hundred."""
        found = self.cleaned_data
        return Weights(
            {term.pk: found[f"points_{term.pk}"] or 0 for term in self.terms},
            {
                choice.pk: found[f"score_{choice.pk}"]
                for term in self.terms
                for choice in term.choices.all()
            },
        )

    def typed(self) -> list[tuple[str, Any]]:
        """What the page with the question sends once more, unseen."""
        names = [name for name in self.fields if name != "prefers"]
        return [(name, self.cleaned_data[name]) for name in names]
