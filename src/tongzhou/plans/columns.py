"""The columns the table can show, in their usual order: how wide they are and what edits them.

To give the table a further column: name it here; typed text is read in `cells`, what stands there is
said in `rows`, and `actions.writing` writes it. A column without a reader is only read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.own_fields import FieldColumn


@dataclass(frozen=True, slots=True)
class Shown:
    """`kind` names the editor of the grid; `first` columns are shown unless somebody chose others."""

    key: str
    label: Promise | str
    kind: str
    width: int
    first: bool = True
    options: tuple[str, ...] = ()


def _of(key: str, width: int, kind: str = "", *, first: bool = True) -> Shown:
    column = COLUMNS[key]
    return Shown(key, column.label, kind or column.kind, width, first)


SHOWN: dict[str, Shown] = {
    one.key: one
    for one in (
        _of("name", 220),
        _of("department", 120),
        _of("responsible", 130),
        _of("accountable", 110, "people"),
        _of("dates", 170, "dates"),
        Shown("days", _("Working days"), "number", 80, first=False),
        _of("buffer_days", 84),
        _of("deliverable", 180, "long"),
        _of("supports", 130),
        _of("criteria", 200, "long"),
        _of("waits_for", 84),
        _of("consulted", 120, first=False),
        _of("informed", 120, first=False),
        _of("effort_days", 90, first=False),
        Shown("progress", _("Progress"), "state", 110, first=False),
    )
}
OWN_WIDTH = 130
OWN_KINDS = {
    "text": "text", "number": "number", "date": "date", "choice": "choice", "choices": "choices",
    "person": "person", "department": "department", "link": "text", "progress": "number",
}  # fmt: skip
"""What edits a field of the organisation, by the kind of field."""
GATHERED = ("choice", "choices", "person", "department")
"""Kinds whose words come again: one may filter by them."""
FIRST = tuple(key for key, one in SHOWN.items() if one.first)
EDITABLE = tuple(key for key in SHOWN if key in COLUMNS)
NARROWEST, WIDEST = 48, 640
STATE_LABELS: dict[str, Promise] = {
    "open": _("Not finished"),
    "not_started": _("Not started"),
    "in_progress": _("In progress"),
    "late": _("Past its end"),
    "delivered": _("Delivered"),
    "accepted": _("Accepted"),
}
GROUP_LABELS: dict[str, Promise] = {
    "department": _("By department"),
    "responsible": _("By person"),
    "progress": _("By state"),
    "week": _("By week"),
}


def shown_columns(own: Iterable[FieldColumn]) -> dict[str, Shown]:
    """All columns of a table by their keys: those of the house, then those of the organisation."""
    added = (
        Shown(one.key, one.name, OWN_KINDS[one.kind], OWN_WIDTH, first=False, options=one.options)
        for one in own
    )
    return {**SHOWN, **{one.key: one for one in added}}
