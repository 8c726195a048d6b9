"""Rows of figures in a form: what, how much, from where."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.core.figures import Measured, read_amount
from tongzhou.core.verdicts import Invalid

LONGEST_WHAT, LONGEST_AMOUNT, LONGEST_SOURCE = 120, 60, 200
PARTS = ("what", "amount", "source")


class FiguresForm(forms.Form):
    """Adds `figures` to what was typed; an empty row is no figure, half a row is asked for."""

    figure_lines = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in range(self.figure_lines):
            for part, field in _row().items():
                self.fields[f"figure-{part}-{line}"] = field

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows = [self._measured(facts, line) for line in range(self.figure_lines)]
        facts["figures"] = tuple(row for row in rows if row)
        return facts

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if not bound.name.startswith("figure-")]

    @property
    def figure_rows(self) -> list[list[forms.BoundField]]:
        lines = range(self.figure_lines)
        return [[self[f"figure-{part}-{line}"] for part in PARTS] for line in lines]

    @property
    def has_figures(self) -> bool:
        """Something stands in the rows, or is wrong there."""
        bounds = [bound for row in self.figure_rows for bound in row]
        return any(bound.value() or bound.errors for bound in bounds)

    def _measured(self, facts: dict[str, Any], line: int) -> Measured | None:
        what, amount, source = (facts.pop(f"figure-{part}-{line}", "") for part in PARTS)
        if not (what or amount or source):
            return None
        for part, text in (("what", what), ("amount", amount)):
            if not text and f"figure-{part}-{line}" not in self.errors:
                self.add_error(f"figure-{part}-{line}", MISSING[part])
        try:
            return Measured(what=what, amount=read_amount(amount), source=source)
        except Invalid as invalid:
            if amount:
                self.add_error(f"figure-amount-{line}", str(invalid.sentence))
            return None


MISSING = {
    "what": _("What does the figure count, please?"),
    "amount": _("How much, please? For example 1,200 or 30 %."),
}


def typed_figures(figures: Iterable[Measured]) -> dict[str, str]:
    """The rows as a form shows them again."""
    typed: dict[str, str] = {}
    for line, one in enumerate(figures):
        typed |= {
            f"figure-what-{line}": one.what,
            f"figure-amount-{line}": str(one.amount),
            f"figure-source-{line}": one.source,
        }
    return typed


def _row() -> dict[str, forms.CharField]:
    return {
        "what": forms.CharField(
            label=_("What the figure counts"), max_length=LONGEST_WHAT, required=False
        ),
        "amount": forms.CharField(label=_("How much"), max_length=LONGEST_AMOUNT, required=False),
        "source": forms.CharField(
            label=_("Where it comes from"), max_length=LONGEST_SOURCE, required=False
        ),
    }
