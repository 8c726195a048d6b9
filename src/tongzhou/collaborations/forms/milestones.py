"""Milestones as rows of a form: `milestone_name` and `milestone_on`, repeated."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField

MOST = 30
LONGEST = 120
BLANK = 2

Milestones = tuple[tuple[str, date | None], ...]


def read_milestones(data: Mapping[str, Any]) -> tuple[Milestones, Sentence]:
    """The filled rows, and what is wrong with the first that cannot be read."""
    found = []
    for name, on in typed_milestones(data):
        if not name and not on:
            continue
        if len(name) > LONGEST:
            return (), _("The name of a milestone may have 120 characters.")
        if not name:
            return (), _("A milestone with a date needs a name.")
        try:
            found.append((name, DayField(required=False).clean(on)))
        except ValidationError as wrong:
            facts = {"name": name, "problem": wrong.messages[0]}
            return (), _("Milestone “%(name)s”: %(problem)s") % facts
    if len(found) > MOST:
        return (), _("At most 30 milestones, please.")
    return tuple(found), ""


def typed_milestones(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The rows as they were typed."""
    if not isinstance(data, QueryDict):
        return []
    names, days = data.getlist("milestone_name"), data.getlist("milestone_on")
    return [(name.strip(), on.strip()) for name, on in zip(names, days, strict=False)]


def rows(filled: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is filled in and a few blank rows to go on."""
    kept = [row for row in filled if any(row)]
    return kept + [("", "")] * max(BLANK, 3 - len(kept))
