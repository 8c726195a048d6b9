"""What agreements do when something happens elsewhere: a case is cancelled, a head changes."""

from tongzhou.agreements.actions import aftermath, clauses
from tongzhou.agreements.queries.forecast import foreseen
from tongzhou.collaborations.queries.foreseen import foreseen_by
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry

foreseen_by(foreseen)


@consumer("agreements.aftermath")
def follow(entries: list[Entry]) -> None:
    for entry in entries:
        match entry.kind:
            case "collaboration.cancelled":
                aftermath.end_with_the_case(entry.subject)
            case "department.head_appointed" | "department.deputy_appointed":
                aftermath.turn_to_the_present_head(entry.subject)


@tick("clauses", every=60)
def carry_out_clauses() -> None:
    clauses.carry_out_due()


@tick("emergencies", every=30)
def undo_what_was_not_signed() -> None:
    aftermath.undo_what_was_not_signed()
