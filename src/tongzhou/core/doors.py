"""Addresses that open a door by themselves: what is kept or logged of them lacks their token."""

import re

DOOR = re.compile(r"/(a|t|w|unsubscribe)/[\w:-]{20,}")


def without_tokens(text: str) -> str:
    return DOOR.sub(r"/\1/…", text)


def door_of(path: str) -> str:
    """The address of the door a path belongs to, or nothing."""
    found = DOOR.search(path)
    return path[: found.end()] if found else ""
