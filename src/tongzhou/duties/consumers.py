"""Duties without an owner are looked at again."""

from tongzhou.duties.actions import turns
from tongzhou.journal.consumers import tick


@tick("duties.turns", every=3600)
def look_again() -> None:
    turns.look_again()
