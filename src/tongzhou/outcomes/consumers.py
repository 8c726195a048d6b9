"""Somebody who is forgotten is forgotten in the dossiers too."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import dossiers


@consumer("outcomes.forgotten")
def forget_the_names(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "person.anonymised":
            dossiers.forget(entry.subject)
