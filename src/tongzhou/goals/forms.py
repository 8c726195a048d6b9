"""The shape of a goal, a measure, a reading, an end."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.goals.actions import measuring, setting
from tongzhou.goals.models import Closing, Goal, Measure
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Department


class GoalLabel(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no such brackets
    def label_from_instance(self, obj: Goal) -> str:
        return f"{obj.department.name} · {obj.name}"


class GoalForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("aim", "Goal"), max_length=setting.LONGEST_NAME,
        help_text=_("One line. The figures follow as measures."),
    )  # fmt: skip
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))
    parent = GoalLabel(
        Goal.objects.none(), label=_("Which goal above does it serve?"), required=False,
        empty_label=_("None; it stands at the top"),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why it matters"), max_length=setting.LONGEST_WHY, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, parents: QuerySet[Goal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", parents)


class NewGoalForm(GoalForm):
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=None
    )
    field_order = ("department", "name", "since", "until", "parent", "why")

    def __init__(
        self, departments: QuerySet[Department], parents: QuerySet[Goal], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(parents, *args, **kwargs)
        _offer(self, "department", departments)


class MeasureForm(forms.Form):
    name = forms.CharField(
        label=_("Measure"), max_length=measuring.LONGEST_NAME,
        help_text=_("What is counted, never who: for example “retention after a month”."),
    )  # fmt: skip
    baseline = forms.DecimalField(label=_("At the start"), max_digits=16, decimal_places=3)
    target = forms.DecimalField(label=_("Target"), max_digits=16, decimal_places=3)
    unit = forms.CharField(label=_("Unit"), max_length=measuring.LONGEST_UNIT, required=False)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Measure.Direction.choices, initial=Measure.Direction.UP
    )


class ReadingForm(forms.Form):
    value = forms.DecimalField(label=_("Now"), max_digits=16, decimal_places=3)
    on = DayField(label=_("Measured on"), happened=True)
    sentence = forms.CharField(
        label=_("In one sentence"), max_length=measuring.LONGEST_SENTENCE, required=False
    )


class ClosingForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How it ended"), choices=Closing.Outcome.choices)
    sentence = forms.CharField(label=_("In one sentence"), max_length=setting.LONGEST_SENTENCE)


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
