"""What agreements do when something happens elsewhere: a case is cancelled, a head changes."""

from tongzhou.agreements.actions import aftermath
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry


@consumer("agreements.aftermath")
def follow(entries: list[Entry]) -> None:
    for entry in entries:
        match entry.kind:
            case "collaboration.cancelled":
                aftermath.end_with_the_case(entry.subject)
            case "department.head_appointed" | "department.deputy_appointed":
                aftermath.turn_to_the_present_head(entry.subject)


@tick("emergencies", every=30)
def undo_what_was_not_signed() -> None:
    aftermath.undo_what_was_not_signed()
