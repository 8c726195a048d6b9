"""The shape of a meeting's plan and of its minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.meetings import LONGEST_DECISION, Plan
from tongzhou.collaborations.forms.cases import offer, read_people
from tongzhou.collaborations.forms.days import DayField
from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock
from tongzhou.org.models import Person

LONGEST = 10_000
MOST_DECISIONS = 30


class PlanForm(forms.Form):
    """`invited` offers the people who stand for the parties; `others` takes any name."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    on = DayField(label=_("Day"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    minutes_long = forms.IntegerField(
        label=_("Length in minutes"), min_value=5, max_value=600, initial=60
    )
    place = forms.CharField(label=_("Place or link"), required=False, max_length=120)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 6})
    )
    invited = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Invited"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others = forms.CharField(
        label=_("Further people"), required=False, max_length=1000,
        help_text=_("Names or sign-in names, separated by commas."),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, people: list[Person],
        initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        offer(self, "invited", Person.objects.filter(pk__in=[person.pk for person in people]))

    def clean_others(self) -> list[Person]:
        return read_people(self.cleaned_data["others"])

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            kind=given["kind"],
            starts_at=datetime.combine(given["on"], given["at"], tzinfo=clock.zone()),
            minutes_long=given["minutes_long"],
            place=given["place"],
            agenda=given["agenda"],
            attendees=tuple(dict.fromkeys([*given["invited"], *given["others"]])),
        )


class MinutesForm(forms.Form):
    minutes = forms.CharField(
        label=_("Minutes of the meeting"), required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
    )  # fmt: skip
    decisions = forms.CharField(
        label=_("Decisions"), required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}), help_text=_("One sentence per line."),
    )  # fmt: skip
    came = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who came"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, meeting: Meeting) -> None:
        people = list(meeting.attendees.values_list("person", flat=True))
        super().__init__(data, initial={"came": people})
        offer(self, "came", Person.objects.filter(pk__in=people))

    def clean_decisions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["decisions"].splitlines()]
        decisions = [line for line in lines if line]
        if len(decisions) > MOST_DECISIONS:
            raise forms.ValidationError(_("At most 30 decisions, please."))
        if any(len(line) > LONGEST_DECISION for line in decisions):
            raise forms.ValidationError(_("A decision may have 400 characters: one sentence each."))
        return decisions
