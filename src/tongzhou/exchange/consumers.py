"""Figures between departments follow the journal; who gained is asked once the work is accepted,
and whoever answers for it later instead."""

from tongzhou.exchange.actions import gains, pairs, present, silence
from tongzhou.exchange.queries.waiting import unanswered
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.journal.portions import AT_ONCE, a_portion
from tongzhou.org.calendars import is_at_work

MOVES = ("ask.", "delivery.", "collaboration.")
SEATS = (
    "department.head_appointed", "department.deputy_appointed", "department.liaison_appointed",
    "department.liaison_released",
)  # fmt: skip
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


@consumer("exchange.seats")
def follow_seats(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind in SEATS:
            present.turn_to_present_people(entry.subject)
        elif entry.kind == "person.left":
            present.hand_over_from(entry.subject)


@tick("exchange.silence", every=300)
def follow_silence() -> bool:
    """At night and on days off nobody is bothered."""
    return is_at_work() and a_portion(unanswered(AT_ONCE + 1), silence.go_on)
