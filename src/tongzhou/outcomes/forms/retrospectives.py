"""The shape of a view and of the conclusions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.cases import day_of
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.outcomes.actions.retrospectives import LONGEST, LONGEST_VIEW, Conclusions, Lesson
from tongzhou.outcomes.models import Improvement

LESSON_LINES = 3


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_VIEW,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ViewForm(forms.Form):
    highlight = _words(_("What went well"))
    shortfall = _words(_("What was missing"))
    suggestion = _words(_("What I would change"))


class ConclusionsForm(forms.Form):
    goal_result = forms.CharField(
        label=_("Goal and result"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Side by side, with the figure: goal +15 %, reached +18 %."),
    )
    highlights = forms.CharField(
        label=_("Highlights"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shortfalls = forms.CharField(
        label=_("Shortfalls"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.lines = range(LESSON_LINES)

    def clean(self) -> dict[str, Any]:
        """Lessons come as rows text / owner / due / kind; an empty text means no lesson."""
        facts = super().clean() or {}
        facts["lessons"] = [
            self._lesson(line) for line in self.lines if self._typed("lesson", line)
        ]
        return facts

    def conclusions(self) -> Conclusions:
        return Conclusions(**self.cleaned_data)

    def _lesson(self, line: int) -> Lesson | None:
        owner = self.people.get(self._typed("owner", line))
        due = day_of(self._typed("due", line))
        if owner is None or due is None:
            self.add_error(None, _("An improvement needs an owner and a date."))
            return None
        if due < clock.today():
            sentence = _("The date of an improvement lies ahead: %(day)s has passed.")
            self.add_error(None, sentence % {"day": due.isoformat()})
            return None
        kind = self._typed("kind", line)
        known = kind in Improvement.Kind.values
        return Lesson(
            text=self._typed("lesson", line)[:400],
            owner=owner,
            deputy=self.people.get(self._typed("deputy", line)),
            due=due,
            kind=kind if known else Improvement.Kind.TASK,
        )

    def _typed(self, name: str, line: int) -> str:
        return str(self.data.get(f"{name}-{line}", "")).strip()
