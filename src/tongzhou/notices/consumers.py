"""Turns journal entries into notices."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.notices import actions


@consumer("notices")
def tell_people(entries: list[Entry]) -> None:
    actions.tell(entries)
