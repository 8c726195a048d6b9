"""The shape of fact + impact + need, of an option, of a ruling."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.days import DayField
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Department
from tongzhou.plans.models import Task
from tongzhou.problems.actions.sides import LONGEST
from tongzhou.problems.models import Option, Problem

NO_DEPARTMENTS = Department.objects.none()
NO_TASKS = Task.objects.none()


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=help_text,
    )


class SideForm(forms.Form):
    fact = _lines(_("Fact"), _("What happened, with a figure: “development is 5 days late”."))
    impact = _lines(
        _("Impact"), _("What follows for your goal: “the September campaign cannot start”.")
    )
    need = _lines(
        _("Need"), _("What you ask for: “please help with the most valuable users first”.")
    )


class ProblemForm(SideForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Problem.Kind.choices, widget=forms.RadioSelect
    )
    department = forms.ModelChoiceField(
        label=_("Our department"), queryset=NO_DEPARTMENTS, empty_label=_("Please choose")
    )
    other = forms.ModelChoiceField(
        label=_("The other department"), queryset=NO_DEPARTMENTS, empty_label=_("Please choose")
    )
    task = forms.ModelChoiceField(
        label=_("Task it is about"),
        queryset=NO_TASKS,
        required=False,
        empty_label=_("Please choose"),
    )
    is_emergency = forms.BooleanField(
        label=_("Emergency"),
        required=False,
        help_text=_("Goes straight to the common superior; the minutes follow within two hours."),
    )
    field_order = ("kind", "department", "other", "task", "fact", "impact", "need", "is_emergency")

    def __init__(self, collaboration: Collaboration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Department.objects.filter(takes_part__collaboration=collaboration)
        _offer(self, "department", parties)
        _offer(self, "other", parties)
        _offer(self, "task", tasks_of(collaboration))


class OptionForm(forms.Form):
    text = forms.CharField(label=_("Option"), max_length=400)
    consequence = forms.CharField(
        label=_("Consequence"),
        max_length=400,
        required=False,
        help_text=_("What it costs and what it brings, with a figure."),
    )
    task = forms.ModelChoiceField(
        label=_("Moves this task"),
        queryset=NO_TASKS,
        required=False,
        empty_label=_("Please choose"),
    )
    new_end = DayField(label=_("to this end"), required=False)

    def __init__(self, collaboration: Collaboration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "task", tasks_of(collaboration))


class ChoiceForm(forms.Form):
    """An option of this problem, and one sentence. Without an option the sentence alone decides."""

    option = forms.ModelChoiceField(queryset=Option.objects.none(), required=False)
    sentence = forms.CharField(label=_("In one sentence"), max_length=LONGEST, required=False)

    def __init__(self, problem: Problem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "option", Option.objects.filter(problem=problem))


class TableForm(forms.Form):
    table_says = forms.CharField(label=_("What the division table says"), max_length=LONGEST)


def tasks_of(collaboration: Collaboration) -> QuerySet[Task]:
    return Task.objects.filter(collaboration=collaboration, removed_at=None)


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
