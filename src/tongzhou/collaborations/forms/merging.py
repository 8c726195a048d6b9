"""Two people edited one request: whoever comes second keeps the own changes and takes over theirs."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from tongzhou.collaborations.actions.contents import PREPARED, Contents, digests


def base_of(contents: Contents) -> str:
    """Goes into the form as a hidden field: what the person started from, as fingerprints."""
    return json.dumps(digests(contents), separators=(",", ":"))


def touched(base: str, mine: Contents) -> set[str]:
    """The fields the person changed; all of them when the form does not say what it began with."""
    now = digests(mine)
    try:
        was = json.loads(base)
    except ValueError:
        was = {}
    return {
        name for name, mark in now.items() if not isinstance(was, dict) or was.get(name) != mark
    }


def with_theirs(typed: QueryDict, theirs: Mapping[str, Any], names: Iterable[str]) -> QueryDict:
    """What was typed, with these fields as the other person left them."""
    merged = typed.copy()
    for name in names:
        if name == "milestones":
            merged.setlist("milestone_name", [title for title, _on in theirs[name]])
            merged.setlist("milestone_on", [_text(on) for _title, on in theirs[name]])
        elif name == "preparation":
            notes = dict(theirs[name])
            for key in PREPARED:
                merged[f"prepared_{key}"] = notes.get(key, "")
        elif name == "partners":
            merged.setlist(name, [str(key) for key in theirs[name]])
        else:
            merged[name] = _text(theirs[name])
    return merged


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
