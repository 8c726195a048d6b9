"""The shape of the communication plan and of an urgent call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.cases import offer, read_people
from tongzhou.core import clock
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Person
from tongzhou.progress.actions.calls import LONGEST, Called
from tongzhou.progress.actions.habits import LONGEST as LONGEST_HABIT
from tongzhou.progress.actions.habits import Agreed
from tongzhou.progress.models import Habit

USUAL = {
    "daily": {
        "who": _("The liaisons of all parties"),
        "channel": _("The group chat"),
        "moment": _("Every working day before 17:00, one sentence"),
    },
    "weekly": {
        "who": _("The person in charge and everybody with a task"),
        "channel": _("The weekly update here, then the weekly meeting"),
        "moment": _("On the last working day of the week before 17:30"),
    },
    "special": {
        "who": _("The heads concerned"),
        "channel": _("A special meeting with minutes"),
        "moment": _("Within two working days after somebody asks for it"),
    },
    "urgent": {
        "who": _("Whoever notices it calls the other side's liaison and head"),
        "channel": _("By phone"),
        "moment": _("At once; minutes here within two hours"),
    },
}
"""What usually works: the form begins with it."""
COLUMNS = {"who": _("Who"), "channel": _("Where"), "moment": _("When")}


class HabitsForm(forms.Form):
    """One line a layer; what is left empty is not used."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for layer in Habit.Layer:
            for name in COLUMNS:
                self.fields[f"{layer.value}_{name}"] = forms.CharField(
                    label=COLUMNS[name],
                    required=False,
                    max_length=LONGEST_HABIT,
                    widget=forms.Textarea({"rows": 2}),
                )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(layer.label), [self[f"{layer.value}_{name}"] for name in COLUMNS])
            for layer in Habit.Layer
        ]

    def agreed(self) -> dict[str, Agreed]:
        given = self.cleaned_data
        return {
            layer: Agreed(**{name: given[f"{layer}_{name}"] for name in COLUMNS})
            for layer in Habit.Layer.values
        }


class CallForm(forms.Form):
    """`outcome` left empty: the minutes follow within two hours."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Whom you called"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others = forms.CharField(
        label=_("Further people"), required=False, max_length=1000,
        help_text=_("Names or sign-in names, separated by commas."),
    )  # fmt: skip
    on = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    what = forms.CharField(
        label=_("What it is about"), max_length=LONGEST, widget=forms.Textarea({"rows": 2})
    )
    outcome = forms.CharField(
        label=_("Outcome"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("Leave it empty while you are still calling: you are asked for it here."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: list[Person]) -> None:
        now = clock.now().astimezone(clock.zone())
        super().__init__(data, initial={"on": now.date(), "time": now.time()})
        offer(self, "people", Person.objects.filter(pk__in=[person.pk for person in people]))

    def clean_others(self) -> list[Person]:
        return read_people(self.cleaned_data["others"])

    def called(self) -> Called:
        given = self.cleaned_data
        at = datetime.combine(given["on"], given["time"], tzinfo=clock.zone())
        people = dict.fromkeys([*given["people"], *given["others"]])
        return Called(what=given["what"], people=tuple(people), at=at)


class MinutesForm(forms.Form):
    outcome = forms.CharField(
        label=_("Outcome"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("Who agreed to what, until when."),
    )  # fmt: skip
