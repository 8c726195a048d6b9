"""What is cancelled is looked back on; who is forgotten is forgotten in the dossiers too."""

from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.org.handover import hand_over
from tongzhou.outcomes.actions import dossiers, handovers, prints, retrospectives


@tick("outcomes.printed", every=20)
def print_what_is_ordered() -> None:
    prints.print_what_is_ordered()


hand_over(handovers.show, handovers.pass_on)


@consumer("outcomes.forgotten")
def forget_the_names(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "person.anonymised":
            dossiers.forget(entry.subject)


@consumer("outcomes.cancelled")
def look_back_on_what_was_cancelled(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "collaboration.cancelled":
            retrospectives.open_after_cancelling(entry.subject)
