"""The shape of fact + impact + need, of an option, of a ruling."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.figures import FiguresForm, typed_figures
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.figures import Measured
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Department
from tongzhou.plans.models import Task
from tongzhou.problems.actions.facts import LONGEST_DOUBT
from tongzhou.problems.actions.sides import LONGEST
from tongzhou.problems.models import Fact, Option, Problem, Side
from tongzhou.progress.models import RiskNotice

NO_DEPARTMENTS = Department.objects.none()
NO_TASKS = Task.objects.none()


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=help_text,
    )


class SideForm(FiguresForm):
    fact = _lines(
        _("Fact"),
        _("What happened, one fact a line, with a figure: “development is 5 days late”."),
    )
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
    notice = forms.ModelChoiceField(
        queryset=RiskNotice.objects.none(), required=False, widget=forms.HiddenInput
    )
    field_order = ("kind", "department", "other", "task", "fact", "impact", "need", "is_emergency")

    def __init__(self, collaboration: Collaboration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Department.objects.filter(takes_part__collaboration=collaboration)
        _offer(self, "department", parties)
        _offer(self, "other", parties)
        _offer(self, "task", tasks_of(collaboration))
        _offer(self, "notice", RiskNotice.objects.filter(task__collaboration=collaboration))


class FactsForm(forms.Form):
    """For each fact of the other side a tick or a doubt; a doubt is one sentence."""

    def __init__(self, facts: list[Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        for fact in facts:
            self.fields[f"fact-{fact.pk}"] = forms.ChoiceField(
                label=fact.text, choices=Fact.Verdict.choices, required=False,
                initial=fact.verdict, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"doubt-{fact.pk}"] = forms.CharField(
                label=_("How it looks from here"), max_length=LONGEST_DOUBT, required=False,
                initial=fact.doubt,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        doubts: dict[UUID, str] = {}
        for fact in self.facts:
            verdict, doubt = facts.get(f"fact-{fact.pk}"), facts.get(f"doubt-{fact.pk}", "")
            if verdict == Fact.Verdict.DISPUTED and not doubt.strip():
                self.add_error(f"doubt-{fact.pk}", _("How does it look from here, please?"))
            elif verdict:
                doubts[fact.pk] = doubt if verdict == Fact.Verdict.DISPUTED else ""
        return {"doubts": doubts}

    @property
    def rows(self) -> list[tuple[Fact, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"fact-{one.pk}"], self[f"doubt-{one.pk}"]) for one in self.facts]


class MeetingForm(forms.Form):
    on = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"), initial="10:00", widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Place or link"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        on, at = facts.pop("on", None), facts.pop("at", None)
        if on and at:
            facts["starts_at"] = datetime.combine(on, at, tzinfo=clock.zone())
        return facts


class OptionForm(forms.Form):
    text = forms.CharField(label=_("Option"), max_length=400)
    consequence = forms.CharField(
        label=_("Consequence"),
        max_length=400,
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


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=400)


class TableForm(forms.Form):
    table_says = forms.CharField(label=_("What the division table says"), max_length=LONGEST)


def tasks_of(collaboration: Collaboration) -> QuerySet[Task]:
    return Task.objects.filter(collaboration=collaboration, removed_at=None)


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def typed(side: Side | None) -> dict[str, str]:
    """What a side has said so far, as its form shows it again."""
    if side is None:
        return {}
    said = [
        Measured(what=one.what, amount=one.amount, source=one.source) for one in side.figures.all()
    ]
    words = {"fact": side.fact, "impact": side.impact, "need": side.need}
    return {**words, **typed_figures(said)}
