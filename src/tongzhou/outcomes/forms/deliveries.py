"""The shape of a delivery: words, figures, files, and a field for each criterion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.cases import read_people
from tongzhou.collaborations.forms.figures import FiguresForm
from tongzhou.core import clock
from tongzhou.core.figures import read_amount
from tongzhou.core.verdicts import Invalid
from tongzhou.files.forms import FilesField
from tongzhou.org.forms.days import DayField
from tongzhou.outcomes.actions.deliveries import LONGEST, Handed
from tongzhou.outcomes.actions.results import Brought
from tongzhou.outcomes.criteria import FIGURES, Asked, Kind, read
from tongzhou.plans.models import Criterion, Task


class DeliveryForm(FiguresForm):
    """Words, a link, files, figures; and for each criterion the field that its sentence asks for."""

    figure_lines = 2
    evidence = forms.CharField(
        label=_("What is delivered"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is there, where to see it, which figure shows it."),
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    attached = FilesField(label=_("Files"), required=False)

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = (task.end or clock.today()).year
        self.asked = [(one, read(one.text, year=year)) for one in task.criteria.all()]
        for criterion, asked in self.asked:
            for part, field in _fields_of(asked).items():
                self.fields[f"{part}-{criterion.pk}"] = field

    @property
    def criteria(self) -> list[tuple[Criterion, Asked, list[forms.BoundField]]]:
        parts = ("amount", "day", "person", "source")
        return [
            (one, asked, [self[f"{p}-{one.pk}"] for p in parts if f"{p}-{one.pk}" in self.fields])
            for one, asked in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        brought = {one.pk: self._brought(facts, one) for one, _asked in self.asked}
        said = {name: facts.get(name, "") for name in ("evidence", "link")}
        extra = {"figures": facts["figures"], "files": facts.get("attached") or []}
        return {"handed": Handed(**said, brought=brought, **extra)}

    def _brought(self, facts: dict[str, Any], criterion: Criterion) -> Brought:
        names = {part: f"{part}-{criterion.pk}" for part in ("amount", "day", "person", "source")}
        amount = None
        try:
            amount = read_amount(facts[names["amount"]]) if facts.get(names["amount"]) else None
        except Invalid as invalid:
            self.add_error(names["amount"], str(invalid.sentence))
        people = read_people(facts.get(names["person"]) or "") if not self._wrong(names) else []
        return Brought(
            amount=amount, day=facts.get(names["day"]), source=facts.get(names["source"]) or "",
            person=people[0] if people else None,
        )  # fmt: skip

    def _wrong(self, names: dict[str, str]) -> bool:
        return names["person"] in self.errors


class OnePersonField(forms.CharField):
    """A name or sign-in name of exactly one person."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if len(read_people(text)) > 1:
            raise forms.ValidationError(_("One person, please."))
        return text


def _fields_of(asked: Asked) -> dict[str, forms.Field]:
    """What the delivering side fills in for one criterion."""
    fields: dict[str, forms.Field] = {}
    if asked.kind in FIGURES:
        fields["amount"] = forms.CharField(
            label=_("Reached"), required=False, max_length=60,
            widget=forms.TextInput({"placeholder": str(asked)}),
        )  # fmt: skip
        fields["source"] = forms.CharField(
            label=_("Where it comes from"), required=False, max_length=200
        )
    if asked.by_day:
        fields["day"] = DayField(label=_("Finished on"), required=False)
    if asked.kind == Kind.PERSON:
        fields["person"] = OnePersonField(
            label=_("Who confirms it"), required=False, max_length=60,
            help_text=_("Name or sign-in name; they are asked to confirm."),
        )  # fmt: skip
    return fields
