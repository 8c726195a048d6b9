"""Whether poison that was poured in has become anything but text; parsed as a browser parses."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.poison.pouring import MARK

LOADING = ("src", "action", "formaction", "data", "poster", "ping", "srcset", "background")
LEADING = ("href", "xlink:href", *LOADING)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
OPENED = ("http", "https", "mailto", "tel", "webcal")
"""Somebody may write a link to elsewhere; nothing is loaded from there or sent there."""
ONLY_TEXT = ("script", "style")


def faults(html: str) -> list[str]:
    return [one for node in LexborHTMLParser(html).css("*") for one in _of(node)]


def _of(node: LexborNode) -> Iterator[str]:
    tag = node.tag or ""
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    if tag in ONLY_TEXT and MARK in node.text() and "json" not in attributes.get("type", ""):
        yield f"<{tag}> contains it"
    for name, value in attributes.items():
        if name.startswith("on") or MARK in name:
            yield f"<{tag} {name}>"
        if (
            name.startswith(("hx-", "data-hx-", "style"))
            and MARK in value
            and not _is_address(name, value)
        ):
            yield f"<{tag} {name}={value[:60]!r}>"
        if name in LEADING and not _leads_well(name, re.sub(r"[\x00-\x20]", "", value)):
            yield f"<{tag} {name}={value[:60]!r}>"


def _leads_well(name: str, value: str) -> bool:
    scheme = SCHEME.match(value)
    if name in LOADING and MARK in value:
        return scheme is None and not re.match(r"[/\\]{2}", value)
    if scheme is None or scheme[1].lower() in OPENED:
        return True
    return scheme[1].lower() in ("data", "blob") and MARK not in value


def _is_address(name: str, value: str) -> bool:
    """A search goes on with its own words, escaped, in an address of this house."""
    return name in ("hx-get", "hx-post") and value.startswith(("/", "?")) and "//" not in value[:2]
