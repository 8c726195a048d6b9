"""Package deals are worked out and closed in the background; requests say which measures they move."""

from tongzhou.collaborations.measuring import Keeper, measured
from tongzhou.interests.actions import effects
from tongzhou.interests.actions.deals import advising
from tongzhou.interests.queries.edges import edges_of, reasons_of
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry

measured(Keeper(edges_of, reasons_of, effects.link_both))


@consumer("interests.advising")
def work_out_packages(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "deal.complete":
            advising.advise(entry.subject)


@tick("interests.closing", every=300)
def close_what_is_due() -> None:
    advising.close_what_is_due()
