"""A ruling is carried out when its change is applied, and open again when it is not."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.problems.actions import reopening


@consumer("problems.carried_out")
def close_what_is_carried_out(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "change.applied":
            reopening.close_carried_out(entry.subject)
        elif entry.kind in ("change.rejected", "change.withdrawn"):
            reopening.reopen(entry.subject)
