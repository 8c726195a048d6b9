"""The shape of what a department cares about, of shared interests and of effects."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ask
from tongzhou.goals.models import Measure
from tongzhou.interests.actions import effects, maps
from tongzhou.interests.models import Effect, Remedy
from tongzhou.org.models import Department


class MeasureChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no such brackets
    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.goal.department.name} · {obj.name}"


class AskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Ask) -> str:
        return f"{obj.department.name} · {obj.title}"


class InterestForm(forms.Form):
    position = forms.CharField(
        label=_("What we say we want"), max_length=maps.LONGEST_POSITION,
        help_text=_("For example: first the sharing feature."),
    )  # fmt: skip
    interest = forms.CharField(
        label=_("Why we want it"), max_length=maps.LONGEST, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Ask “what for?” until another way could serve it too: a fifth more new users this quarter."),
    )  # fmt: skip
    measure = MeasureChoice(
        Measure.objects.none(), label=_("The measure behind it"), required=False,
        empty_label=_("None of the goals"),
    )  # fmt: skip
    concern = forms.CharField(
        label=_("What worries us"), max_length=maps.LONGEST, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What would go wrong for us if only the others got what they want?"),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("The other departments may read it"), required=False,
        help_text=_("Otherwise only our liaison and head read it, and the facilitator."),
    )  # fmt: skip

    def __init__(self, measures: QuerySet[Measure], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "measure", measures)


class SharedForm(forms.Form):
    sentence = forms.CharField(label=_("What helps several of us"), max_length=maps.LONGEST)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Who gains by it"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, parties: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "departments", parties)


class EffectForm(forms.Form):
    measure = MeasureChoice(
        Measure.objects.none(), label=_("Whose measure"), empty_label=_("Please choose")
    )
    sign = forms.ChoiceField(
        label=_("It"), choices=Effect.Sign.choices, widget=forms.RadioSelect, initial="helps"
    )
    size = forms.TypedChoiceField(
        label=_("By how much"), choices=Effect.Size.choices, coerce=int, initial=2
    )
    ask = AskChoice(
        Ask.objects.none(), label=_("Through which request"), required=False,
        empty_label=_("The whole collaboration"),
    )  # fmt: skip
    note = forms.CharField(label=_("How"), max_length=effects.LONGEST_NOTE, required=False)

    def __init__(
        self, measures: QuerySet[Measure], asks: QuerySet[Ask], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "measure", measures)
        offer(self, "ask", asks)


class RemedyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Way"), choices=Remedy.Kind.choices, widget=forms.RadioSelect)
    sentence = forms.CharField(label=_("What will be done"), max_length=effects.LONGEST_SENTENCE)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
