"""What a form about one row wants changed: typed text against what is signed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import CHANGEABLE
from tongzhou.core import canonical
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.plans.cells import Choices, read
from tongzhou.plans.rows import LIST


def typed_of(content: Content, departments: Mapping[str, str]) -> dict[str, str]:
    """The signed values as a form shows them."""
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
    }


def wanted(
    content: Content, typed: Mapping[str, str], shown: Mapping[str, str], choices: Choices
) -> dict[str, Any]:
    """Canonical values of the fields the form had; raises `Invalid` with an error per field."""
    values: dict[str, Any] = {}
    errors: dict[str, Sentence] = {}
    for field in CHANGEABLE:
        if field not in typed:
            continue
        if _same(typed[field], shown[field]):
            values[field] = content[field]
            continue
        try:
            values[field] = _canonical(field, read(field, typed[field], choices))
        except Invalid as wrong:
            errors[field] = wrong.sentence
    if errors:
        raise Invalid(_("Some of it cannot be taken over yet."), errors=errors)
    return values


def _same(one: str, other: str) -> bool:
    """Browsers send line breaks as two characters."""
    return one.replace("\r\n", "\n").strip() == other.strip()


def _canonical(field: str, value: Any) -> Any:
    plain = canonical.plain(value)
    return sorted(plain) if field == "supports" else plain
