"""Figures between departments follow the journal; who gained is asked once the work is accepted."""

from tongzhou.exchange.actions import gains, pairs
from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry

MOVES = ("ask.", "delivery.", "collaboration.")
ACCEPTED = ("delivery.", "collaboration.acceptance_finished")


@consumer("exchange.pairs")
def follow_what_departments_do(entries: list[Entry]) -> None:
    moved = {one.collaboration for one in entries if one.kind.startswith(MOVES)}
    for case in sorted(one for one in moved if one):
        pairs.derive(case)


@consumer("exchange.receipts")
def ask_whether_it_came(entries: list[Entry]) -> None:
    accepted = {one.collaboration for one in entries if one.kind.startswith(ACCEPTED)}
    for case in sorted(one for one in accepted if one):
        gains.ask_whether_it_came(case)
