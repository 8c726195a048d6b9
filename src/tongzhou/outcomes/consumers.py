"""What is cancelled is looked back on; who is forgotten is forgotten in the dossiers too."""

from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.org.handover import hand_over
from tongzhou.outcomes.actions import dossiers, following, handovers, prints, retrospectives

CHANGED = ("change.applied", "change.took_effect", "change.reverted")


@tick("outcomes.printed", every=20)
def print_what_is_ordered() -> None:
    prints.print_what_is_ordered()


hand_over(handovers.show, handovers.pass_on)


@consumer("outcomes.forgotten")
def forget_the_names(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "person.anonymised":
            dossiers.forget(entry.subject)


@consumer("outcomes.changed")
def follow_what_was_changed(entries: list[Entry]) -> None:
    for case in {entry.collaboration for entry in entries if entry.kind in CHANGED}:
        if case:
            following.follow_the_table(case)


@consumer("outcomes.cancelled")
def look_back_on_what_was_cancelled(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "collaboration.cancelled":
            retrospectives.open_after_cancelling(entry.subject)
