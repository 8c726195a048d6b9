"""The shape of a delivery, a judgement, a view, the conclusions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.days import DayField
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Person
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.deliveries import LONGEST
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Delivery, Improvement, Judgement

REMAIN_LINES = 3
LESSON_LINES = 3


class DeliveryForm(forms.Form):
    evidence = forms.CharField(
        label=_("What is delivered"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is there, where to see it, which figure shows it."),
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")


class JudgementForm(forms.Form):
    """One choice per criterion, one sentence, up to three remaining points."""

    verb = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("accept_delivery", "accept_with_remains", "return")]
    )
    sentence = forms.CharField(label=_("In one sentence"), required=False, max_length=LONGEST)

    def __init__(self, delivery: Delivery, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(delivery.task.criteria.all())
        for criterion in self.criteria:
            self.fields[f"criterion-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.text,
                choices=Judgement.Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
            )
        for line in range(REMAIN_LINES):
            self.fields[f"remain-{line}"] = forms.CharField(
                label=_("Remaining point"), required=False, max_length=400
            )
            self.fields[f"remain-until-{line}"] = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """A remaining point is a line with its date; half of it is asked for, never dropped."""
        facts = super().clean() or {}
        for line in range(REMAIN_LINES):
            text, until = facts.get(f"remain-{line}"), facts.get(f"remain-until-{line}")
            if text and until is None and f"remain-until-{line}" not in self.errors:
                self.add_error(f"remain-until-{line}", _("Until when, please?"))
            if until and not text and f"remain-{line}" not in self.errors:
                self.add_error(f"remain-{line}", _("What remains, please?"))
        return facts

    @property
    def has_remains(self) -> bool:
        """Something stands in the fields for remaining points, or is wrong there."""
        names = [name for name in self.fields if name.startswith("remain-")]
        return any(self.data.get(name) or name in self.errors for name in names)

    def judged(self) -> Judged:
        facts = self.cleaned_data
        given = {c.pk: facts[f"criterion-{c.pk}"] for c in self.criteria}
        return Judged(
            verdicts={pk: verdict for pk, verdict in given.items() if verdict},
            sentence=facts["sentence"],
            remains=[
                (facts[f"remain-{line}"], facts[f"remain-until-{line}"])
                for line in range(REMAIN_LINES)
                if facts[f"remain-{line}"] and facts[f"remain-until-{line}"]
            ],
        )


class ViewForm(forms.Form):
    highlight = forms.CharField(label=_("What went well"), required=False, max_length=2000)
    shortfall = forms.CharField(label=_("What was missing"), required=False, max_length=2000)
    suggestion = forms.CharField(label=_("What I would change"), required=False, max_length=2000)


class ConclusionsForm(forms.Form):
    goal_result = forms.CharField(
        label=_("Goal and result"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
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
        due = self._day(line)
        if owner is None or due is None:
            self.add_error(None, _("An improvement needs an owner and a date."))
            return None
        kind = self._typed("kind", line)
        known = kind in Improvement.Kind.values
        return Lesson(
            text=self._typed("lesson", line)[:400],
            owner=owner,
            due=due,
            kind=kind if known else Improvement.Kind.TASK,
        )

    def _day(self, line: int) -> date | None:
        try:
            return read_date(self._typed("due", line))
        except Invalid:
            return None

    def _typed(self, name: str, line: int) -> str:
        return str(self.data.get(f"{name}-{line}", "")).strip()
