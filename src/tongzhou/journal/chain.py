"""How one journal entry is bound to the one before it.

Format 1 hashes everything at once. Format 2 hashes what the entry says first and binds that digest
to the hash before: the chain can then be shown to somebody who may not read what stands in it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from tongzhou.core import canonical

FORMAT = 2
"""The format in which entries are written from now on."""

FACTS = (
    "seq", "at", "kind", "actor", "on_behalf_of", "subject", "collaboration", "payload", "format",
    "previous",
)  # fmt: skip
"""Everything an entry says; its hash covers all of it, the previous hash among it."""


def link(facts: Mapping[str, object]) -> str:
    """The hash of an entry over `FACTS`."""
    if facts["format"] == 1:
        return canonical.digest(_with_text(facts))
    return linked(str(facts["previous"]), said(facts))


def said(facts: Mapping[str, object]) -> str:
    """The digest of what an entry of format 2 says, without its place in the chain."""
    own = {name: value for name, value in facts.items() if name != "previous"}
    return canonical.digest(_with_text(own))


def linked(previous: str, digest: str) -> str:
    """The hash of an entry of format 2."""
    return canonical.digest({"previous": previous, "said": digest})


def is_known(written_as: int) -> bool:
    return written_as in (1, FORMAT)


def _with_text(facts: Mapping[str, object]) -> dict[str, object]:
    moment = facts["at"]
    assert isinstance(moment, datetime)
    return {**facts, "at": moment.astimezone(UTC).isoformat(timespec="microseconds")}
