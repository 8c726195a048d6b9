"""What the grid sends at once: cells of many rows, rows that come, go and move. All of it or nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

MOST_CELLS, MOST_TEXT = 12_000, 2_000_000
Place = tuple[str, str]
"""Row and column; the row is an id, or the name a new row has within its block."""


@dataclass(frozen=True, slots=True)
class Typed:
    """`was` is what the cell showed when typing began; None: whatever stands there is replaced."""

    value: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """`name` is how cells of the same block call it; it stands behind `after`, or at the end."""

    name: str
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    cells: Mapping[Place, Typed] = field(default_factory=dict)
    added: tuple[NewRow, ...] = ()
    removed: tuple[UUID, ...] = ()
    restored: tuple[UUID, ...] = ()
    moved: tuple[UUID, ...] = ()
    before: UUID | None = None
    """Where moved rows go; None is the end of the table."""


def read_block(text: str) -> Block:
    """From the JSON of the grid."""
    if len(text) > MOST_TEXT:
        raise Invalid(_("This is too much at once. Paste it in parts, or import the workbook."))
    try:
        return _block(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Invalid(_("This form is damaged. Reload the page and send it again.")) from None


def _block(sent: dict[str, Any]) -> Block:
    cells = {
        (_text(row), _text(column)): Typed(_text(value), None if was is None else _text(was))
        for row, column, value, was in sent.get("cells", [])
    }
    if len(cells) > MOST_CELLS:
        raise Invalid(_("This is too much at once. Paste it in parts, or import the workbook."))
    return Block(
        cells=cells,
        added=tuple(NewRow(_text(name), _text(after)) for name, after in sent.get("added", [])),
        removed=_keys(sent, "removed"),
        restored=_keys(sent, "restored"),
        moved=_keys(sent, "moved"),
        before=UUID(sent["before"]) if sent.get("before") else None,
    )


def _keys(sent: dict[str, Any], name: str) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(UUID(key) for key in sent.get(name, [])))


def _text(value: object) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    return value
