"""What a form about the shared terms or an agreed request wants changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.collaborations.forms.efforts import read_effort
from tongzhou.collaborations.forms.milestones import read_milestones
from tongzhou.collaborations.terms import LONGEST, too_long
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence

Values = dict[str, Any]
Errors = dict[str, Sentence]


def shared_wanted(terms: Content, typed: Mapping[str, Any]) -> Values:
    """Goal, wanted date and milestones; a field the form did not have stays."""
    values: Values = {}
    errors: Errors = {}
    if "goal" in typed:
        values["goal"] = _text(typed["goal"], terms["goal"])
    if "wanted_date" in typed:
        values["wanted_date"] = _day(typed["wanted_date"], "wanted_date", errors)
    if "milestone_name" in typed:
        found, wrong = read_milestones(typed)
        if wrong:
            errors["milestones"] = wrong
        days = [(name, on.isoformat() if on else None) for name, on in found]
        values["milestones"] = [{"name": name, "on": day} for name, day in days]
    return _checked(values, errors | too_long({"goal": values.get("goal", "")}, LONGEST))


def ask_wanted(ask: Content, typed: Mapping[str, Any]) -> Values:
    values: Values = {}
    errors: Errors = {}
    for name in ("what", "give_back"):
        if name in typed:
            values[name] = _text(typed[name], ask[name])
            errors |= too_long({name: values[name]}, LONGEST)
    if "by_date" in typed:
        values["by_date"] = _day(typed["by_date"], "by_date", errors)
    if "effort_days" in typed:
        try:
            days = read_effort(typed["effort_days"])
            values["effort_days"] = None if days is None else f"{days:.1f}"
        except Invalid as wrong:
            errors |= wrong.errors
    return _checked(values, errors)


def _text(typed: str, signed: str) -> str:
    """As it was signed, where only line breaks or outer spaces differ."""
    text = typed.replace("\r\n", "\n").strip()
    return signed if text == signed.replace("\r\n", "\n").strip() else text


def _day(typed: str, name: str, errors: Errors) -> str | None:
    if not typed.strip():
        return None
    try:
        return read_date(typed.strip()).isoformat()
    except Invalid as wrong:
        errors[name] = wrong.sentence
        return None


def _checked(values: Values, errors: Errors) -> Values:
    if errors:
        raise Invalid(_("Some of it cannot be taken over yet."), errors=errors)
    return values
