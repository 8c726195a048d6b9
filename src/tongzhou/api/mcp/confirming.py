"""A change is rehearsed before it is made: the confirmation stands for exactly this change.

It is no secret but a seal over person, place and content, good for ten minutes; its number is the
key under which the change happens once.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core import signing

PATIENCE = 600
SALT = "tongzhou.mcp"


def confirmation(token: str, path: str, body: dict[str, Any]) -> str:
    return signing.dumps(str(_number(token, path, body)), salt=SALT)


def confirmed(sealed: str, token: str, path: str, body: dict[str, Any]) -> UUID | None:
    """The key of the change, or None where the confirmation is for something else, or too old."""
    try:
        number = signing.loads(sealed, salt=SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return None
    if number != str(_number(token, path, body)):
        return None
    return uuid5(NAMESPACE_URL, sealed)


def _number(token: str, path: str, body: dict[str, Any]) -> UUID:
    return uuid5(NAMESPACE_URL, json.dumps([token, path, body], sort_keys=True))
