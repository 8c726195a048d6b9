"""The shape of a judgement: a choice per criterion, one sentence, remaining points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.org.forms.days import DayField
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.deliveries import LONGEST
from tongzhou.outcomes.models import Delivery, Judgement

REMAIN_LINES = 3


class JudgementForm(forms.Form):
    """One choice per criterion, one sentence, up to three remaining points."""

    verb = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("accept_delivery", "accept_with_remains", "return")]
    )
    sentence = forms.CharField(label=_("In one sentence"), required=False, max_length=LONGEST)

    def __init__(self, delivery: Delivery, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(delivery.task.criteria.all())
        said = {row.criterion_id: row.verdict for row in delivery.results.all()}
        for criterion in self.criteria:
            verdict = said.get(criterion.pk, "")
            self.fields[f"criterion-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.text,
                choices=Judgement.Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=verdict if verdict != Judgement.Verdict.CANNOT_TELL else "",
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
