"""A ruling is carried out when its change is applied, and open again when it is not."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.problems import clauses as clauses
from tongzhou.problems.actions import carrying_out, reopening


@consumer("problems.carried_out")
def close_what_is_carried_out(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "change.applied":
            reopening.close_carried_out(entry.subject)
        elif entry.kind in ("change.rejected", "change.withdrawn"):
            reopening.reopen(entry.subject)


@consumer("problems.queued")
def carry_on_with_what_waited(entries: list[Entry]) -> None:
    """The heads sign one change after the other; a ruling meanwhile waits for its turn."""
    ended = ("change.applied", "change.rejected", "change.withdrawn")
    cases = {entry.collaboration for entry in entries if entry.kind in ended}
    for case in sorted(one for one in cases if one):
        carrying_out.carry_on(case)
