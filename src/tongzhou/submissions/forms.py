"""The shape of a campaign, and of what is typed into it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.intakes import QuestionRow
from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Department, Person
from tongzhou.submissions.models import Campaign, Question
from tongzhou.submissions.values import Cell

BLANK_ROWS = 3
MOST_TYPED = 60
SEPARATORS = re.compile(r"[、，,;；\n]+")


def _words(label: Any, help_text: Any, *, most: int, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=False, widget=widget
    )


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("What is collected"), max_length=80)
    purpose = forms.CharField(
        label=_("What for"), max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Who decides what with it: people hand in sooner when they know."),
    )  # fmt: skip
    due_on = DayField(label=_("By when"))
    rhythm = forms.ChoiceField(label=_("How often"), choices=Campaign.Rhythm.choices)
    is_table = forms.BooleanField(label=_("Several lines each, such as a list"), required=False)
    where = _words(_("Where the figures stand"), _("A path, a report, a person."), most=1000)
    example = _words(_("An example"), _("One line as it should look."), most=1000)
    reward = _words(_("Who is on time"), _("What follows then, if anything."), most=200, rows=1)
    consequence = _words(_("Who is late"), _("What follows then, if anything."), most=200, rows=1)
    agreed = _words(
        _("Where this was agreed"),
        _("Such as: meeting of the departments on 10 June. What follows is agreed beforehand."),
        most=200, rows=1,
    )  # fmt: skip
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Departments asked"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    people = _words(
        _("People asked"), _("Names or sign-in names, separated by 、"), most=2000, rows=1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["departments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Department.objects.living().order_by("path")

    def clean_people(self) -> list[Person]:
        words = [one.strip() for one in SEPARATORS.split(self.cleaned_data["people"])]
        return [_person(word) for word in words if word]


class ReasonForm(forms.Form):
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("What should be different?"), max_length=400)


@dataclass(frozen=True)
class Line:
    """One field of one row to fill in."""

    name: str
    question: Question
    value: str
    error: Sentence = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(one, one) for one in self.question.offered]


def rows_of(campaign: Campaign | None) -> list[QuestionRow]:
    """As the editor of questions shows them."""
    return [
        QuestionRow(str(q.key), q.label, q.kind, q.help, q.choices, q.is_required)
        for q in (campaign.questions.all() if campaign else ())
    ]


def typed_rows(data: QueryDict, questions: Sequence[Question]) -> list[dict[str, str]]:
    """Rows of the form in their order, empty ones among them."""
    return [
        {str(q.key): data.get(name_of(place, q), "") for q in questions}
        for place in range(MOST_TYPED)
        if any(name_of(place, q) in data for q in questions)
    ]


def lines(
    campaign: Campaign,
    questions: Sequence[Question],
    rows: Sequence[Mapping[str, str]],
    errors: Mapping[Cell, Sentence],
) -> list[list[Line]]:
    """What is there already; where several lines are asked for, some empty ones below."""
    blank: Mapping[str, str] = {}
    shown = [*rows, *([blank] * BLANK_ROWS if campaign.is_table else [])] or [blank]
    shown = shown[: MOST_TYPED if campaign.is_table else 1]
    return [
        [
            Line(name_of(p, q), q, row.get(str(q.key), ""), errors.get((p, str(q.key)), ""))
            for q in questions
        ]
        for p, row in enumerate(shown)
    ]


def name_of(place: int, question: Question) -> str:
    return f"r{place}-{question.key}"


def _person(word: str) -> Person:
    people = Person.objects.active().select_related("department")
    found = list(people.filter(login=word)) or list(people.filter(name=word)[:2])
    if len(found) == 1:
        return found[0]
    raise ValidationError(
        _("Several people are called “%(name)s”: use the sign-in name.")
        if found
        else _("Nobody here is called “%(name)s”."),
        params={"name": word[:60]},
    )
