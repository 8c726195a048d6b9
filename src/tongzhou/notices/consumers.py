"""Turns journal entries into notices."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.notices import actions
from tongzhou.notices.actions import mails
from tongzhou.org.events.people import PersonAnonymised


@consumer("notices")
def tell_people(entries: list[Entry]) -> None:
    actions.tell(entries)
    for entry in entries:
        if entry.kind == PersonAnonymised.kind:
            mails.forget(entry.subject)
