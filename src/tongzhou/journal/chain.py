"""How one journal entry is bound to the one before it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tongzhou.core import canonical

FACTS = (
    "seq", "at", "kind", "actor", "on_behalf_of", "subject", "collaboration", "payload", "format",
    "previous",
)  # fmt: skip
"""Everything an entry says; its hash covers all of it, the previous hash among it."""


def link(facts: Mapping[str, object]) -> str:
    """The hash of an entry over `FACTS`."""
    moment = facts["at"]
    assert isinstance(moment, datetime)
    at = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return canonical.digest({**facts, "at": at})
