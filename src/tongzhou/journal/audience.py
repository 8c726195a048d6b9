"""Who hears of what: each package's audience.py registers the people for its kinds of event."""

from collections.abc import Callable, Iterable
from uuid import UUID

from tongzhou.journal.models import Entry

Audience = Callable[[Entry], Iterable[UUID]]

AUDIENCES: dict[str, list[Audience]] = {}
WIDE: set[str] = set()
"""Kinds that whoever follows the collaboration hears of."""
PERSONAL: set[str] = set()
"""Kinds that nobody hears in somebody else's place."""


def heard_by(*kinds: str) -> Callable[[Audience], Audience]:
    """The function gives the ids of people; whether each may see the matter is asked afterwards."""

    def register(function: Audience) -> Audience:
        WIDE.update(kinds)
        return also_heard_by(*kinds)(function)

    return register


def personally(*kinds: str) -> None:
    """Said to somebody, not to whoever acts: no delegate hears it."""
    PERSONAL.update(kinds)


def also_heard_by(*kinds: str) -> Callable[[Audience], Audience]:
    """For those who follow one matter alone: who follows the whole collaboration is spared it."""

    def register(function: Audience) -> Audience:
        for kind in kinds:
            AUDIENCES.setdefault(kind, []).append(function)
        return function

    return register


def listeners(entry: Entry) -> set[UUID]:
    """Everybody concerned, except whoever did it."""
    heard = {person for audience in AUDIENCES.get(entry.kind, ()) for person in audience(entry)}
    return heard - {entry.actor}
