"""What a form about one row wants changed: typed text against what is signed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import CHANGEABLE, WAITS
from tongzhou.core import canonical
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.plans.cells import Choices, read
from tongzhou.plans.rows import LIST, Wait

Values = dict[str, Any]


def typed_of(
    content: Content, departments: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, str]:
    """The signed values as a form shows them; `numbers` of rows by their ids."""
    return {
        "name": content["name"],
        "department": content["department"],
        "accountable": content["accountable"] or "",
        "start": content["start"] or "",
        "end": content["end"] or "",
        "buffer_days": str(content["buffer_days"]),
        "deliverable": content["deliverable"],
        "criteria": "\n".join(content["criteria"]),
        "supports": LIST.join(departments.get(one, one) for one in content["supports"]),
        "waits_for": LIST.join(_wait(one, numbers) for one in content.get(WAITS, ())),
    }


def wanted(
    content: Content, typed: Mapping[str, str], shown: Mapping[str, str], choices: Choices
) -> Values:
    """Canonical values of the fields the form had; raises `Invalid` with an error per field."""
    values: Values = {}
    errors: dict[str, Sentence] = {}
    for field in CHANGEABLE:
        if field not in typed:
            continue
        if _same(typed[field], shown[field]):
            values[field] = content.get(field, [])
            continue
        try:
            values[field] = _canonical(field, read(field, typed[field], choices))
        except Invalid as wrong:
            errors[field] = wrong.sentence
    if errors:
        raise Invalid(_("Some of it cannot be taken over yet."), errors=errors)
    return values


def with_rows(choices: Choices, numbers: Mapping[str, int]) -> Choices:
    """Rows that the request itself brings in can be waited for as well."""
    more = {number: UUID(key) for key, number in numbers.items()}
    return replace(choices, numbers=choices.numbers | more)


def _wait(one: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    number = numbers.get(one["on"], 0)
    return Wait(UUID(one["on"]), number, one["kind"], one["lag_days"]).text


def _same(one: str, other: str) -> bool:
    """Browsers send line breaks as two characters."""
    return one.replace("\r\n", "\n").strip() == other.strip()


def _canonical(field: str, value: Any) -> Any:
    if field == WAITS:
        found = [{"on": str(on), "kind": kind, "lag_days": lag} for on, kind, lag in value]
        return sorted(found, key=lambda one: str(one["on"]))
    plain = canonical.plain(value)
    return sorted(plain) if field == "supports" else plain
