"""Single cells of a plan that are more than text: numbers, criteria, what a task waits for."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.plans import cells
from tongzhou.plans.exchange.grids import written

Waits = tuple[tuple[str, str, int], ...]
_WAIT = re.compile(
    r"([^,，、;；\s+]{1,40}?)\s*(FS|SS|FF|SF|完成-开始|开始-开始)?\s*([+-]\s*\d{1,3})?\s*(?:d|days?|天|日)?",
    re.IGNORECASE,
)
_KINDS = {"完成-开始": "FS", "开始-开始": "SS"}
_NUMBERED = re.compile(r"\s*\d{1,3}\s*[.、．)）]\s*(?=\S)")


def read_criteria(value: Any) -> tuple[str, ...]:
    """One sentence each, without the numbers people put before them."""
    parts = [
        _NUMBERED.sub("", part, count=1).strip() for part in re.split(r"[;；\n]", written(value))
    ]
    return tuple(dict.fromkeys(part for part in parts if cells.plain(part) not in cells.NONE))


def read_number(value: Any) -> float | None:
    """«3 天» is three."""
    found = re.search(r"\d{1,6}(?:\.\d{1,3})?", cells.plain(written(value)))
    if found is None:
        raise Invalid(_("“%(text)s” is no number.") % {"text": written(value)[:20]})
    return float(found[0])


def read_buffer(value: Any) -> int | None:
    bare = re.sub(r"(?:天|日|days?|d)$", "", cells.plain(written(value)))
    return cells.whole(bare, least=0, most=cells.LONGEST_BUFFER)


def read_waits(value: Any) -> Waits:
    """«2», «2SS», «2FS+3 days»; numbers, or names of tasks."""
    parts = [part.strip() for part in re.split(r"[,，、;；\n]", cells.plain(written(value)))]
    return tuple(_wait(part) for part in parts if part not in cells.NONE)


def _wait(part: str) -> tuple[str, str, int]:
    typed = _WAIT.fullmatch(part)
    if typed is None:
        return part[:200], "FS", 0
    kind = (typed[2] or "FS").upper()
    return typed[1], _KINDS.get(kind, kind), int((typed[3] or "0").replace(" ", ""))
