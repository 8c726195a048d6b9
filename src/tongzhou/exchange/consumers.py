"""Figures between departments follow the journal; who gained is asked once the work is accepted,
and whoever answers for it later instead."""

from tongzhou.exchange.actions import gains, pairs, present
from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry

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
