"""The shape of a meeting's plan and of its minutes."""

from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.meetings import Plan
from tongzhou.collaborations.forms.cases import offer, read_people
from tongzhou.collaborations.meeting_rules import LONGEST_OUTCOME, Resolution
from tongzhou.collaborations.models import Attendance, Meeting
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Person

LONGEST = 10_000
MOST_DECISIONS = 30
BLANK_DECISIONS = 3


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

    def take_errors(self, errors: Mapping[str, Sentence]) -> None:
        """Errors an action found, at their fields."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, str(sentence))

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
    """Decisions are rows of their own: `decision_text`, `decision_owner`, `decision_due`, repeated."""

    outcome = forms.CharField(
        label=_("What it led to, in one sentence"), required=False, max_length=LONGEST_OUTCOME
    )
    minutes = forms.CharField(
        label=_("Minutes of the meeting"), required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
    )  # fmt: skip
    came = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who came"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    excused = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who was excused"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, meeting: Meeting,
        kept: QueryDict | None = None,
    ) -> None:  # fmt: skip
        self.people = [row.person for row in meeting.attendees.select_related("person")]
        away = set(
            meeting.attendees.filter(attendance=Attendance.EXCUSED).values_list("person", flat=True)
        )
        came = [person.pk for person in self.people if person.pk not in away]
        typed = (
            {name: kept[name] for name in ("outcome", "minutes") if name in kept} if kept else {}
        )
        super().__init__(data, initial={"came": came, "excused": list(away), **typed})
        self.kept = kept
        invited = Person.objects.filter(pk__in=[person.pk for person in self.people])
        offer(self, "came", invited)
        offer(self, "excused", invited)
        if meeting.kind != Meeting.Kind.TALK:
            del self.fields["outcome"]
        self.decisions: list[Resolution] = []

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What is typed of decisions, and rows to go on."""
        typed = [row for row in typed_decisions(self._typed) if any(row)]
        return typed + [("", "", "")] * max(BLANK_DECISIONS - len(typed), 1)

    @property
    def _typed(self) -> Mapping[str, Any]:
        return self.data if self.is_bound or self.kept is None else self.kept

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = {str(person.pk): person for person in self.people}
        for text, owner, due in typed_decisions(self.data):
            if not text and not due:
                continue
            try:
                day = DayField(required=False).clean(due)
            except forms.ValidationError as wrong:
                self.add_error(None, wrong)
                continue
            for line in filter(None, map(str.strip, text.splitlines())) if text else [text]:
                self.decisions.append(Resolution(text=line, owner=known.get(owner), due=day))
        if len(self.decisions) > MOST_DECISIONS:
            self.add_error(None, _("At most 30 decisions, please."))
        return cleaned


def typed_decisions(data: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    if not isinstance(data, QueryDict):
        return []
    names = ("decision_text", "decision_owner", "decision_due")
    columns = [data.getlist(name) for name in names]
    rows = zip_longest(*columns, fillvalue="")
    return [(text.strip(), owner.strip(), due.strip()) for text, owner, due in rows]
