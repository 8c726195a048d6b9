"""A ruling is carried out when its change is applied."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.problems.actions import rulings


@consumer("problems.carried_out")
def close_what_is_carried_out(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "change.applied":
            rulings.close_carried_out(entry.subject)
