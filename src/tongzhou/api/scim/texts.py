"""Texts no database keeps: JSON can write them, so a call may hold them."""

import re
from typing import Any

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: Any) -> bool:
    """Whether nothing in it, at any depth, is the sign NUL or half of a pair of signs."""
    if isinstance(value, str):
        return UNSTORABLE.search(value) is None
    if isinstance(value, dict):
        return all(is_storable(name) and is_storable(one) for name, one in value.items())
    return all(map(is_storable, value)) if isinstance(value, list) else True
