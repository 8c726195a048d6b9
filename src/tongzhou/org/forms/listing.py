"""The filters of the list of people, as they stand in its address."""

from collections.abc import Mapping
from uuid import UUID

from tongzhou.org.queries import SHOWN, Wanted

LONGEST_TEXT = 60


def read_wanted(data: Mapping[str, str]) -> Wanted:
    """What makes no sense is left out: an address may be old or typed by hand."""
    shown = data.get("show", "")
    return Wanted(
        text=data.get("q", "").strip()[:LONGEST_TEXT],
        department=_key(data.get("department", "")),
        shown=shown if shown in dict(SHOWN) else "",
    )


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
