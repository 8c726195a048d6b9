"""Shows that entries stand in the chain, to people who may not read what lies between them."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from tongzhou.journal.chain import FACTS, FORMAT, said
from tongzhou.journal.models import Anchor, Entry, Head


def whole(entry: Entry) -> dict[str, Any]:
    """An entry as its hash sees it, and the hash."""
    facts = {name: getattr(entry, name) for name in FACTS}
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {**facts, "at": at, "hash": entry.hash}


def links_to_anchor(numbers: Iterable[int]) -> dict[str, list[dict[str, Any]]]:
    """From each of these entries to the next anchor, or to the end: digests, no contents.

    `ends` say where the stretches of `links` come to an anchor.

    Entries of format 1 cannot be shown in this way and are left out.
    """
    links: dict[int, dict[str, Any]] = {}
    ends: list[dict[str, Any]] = []
    for first in sorted(numbers):
        if first not in links and (found := _links(first, last := _next_anchor(first))):
            links |= found
            ends.append({"seq": last, "hash": found[last]["hash"]})
    return {"links": list(links.values()), "ends": ends}


def _links(first: int, last: int) -> dict[int, dict[str, Any]]:
    entries = Entry.objects.filter(seq__range=(first, last), format=FORMAT).order_by("seq")
    return {
        facts["seq"]: {
            "seq": facts["seq"],
            "previous": facts["previous"],
            "said": said({name: facts[name] for name in FACTS}),
            "hash": facts["hash"],
        }
        for facts in entries.values(*FACTS, "hash").iterator(chunk_size=1000)
    }


def _next_anchor(seq: int) -> int:
    anchors = Anchor.objects.filter(seq__gte=seq).order_by("seq")
    found = anchors.values_list("seq", flat=True).first()
    return found or Head.objects.values_list("seq", flat=True).get(id=1)
