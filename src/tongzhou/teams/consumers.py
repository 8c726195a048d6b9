"""Virtual teams end by themselves; before that somebody is told."""

from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.org.handover import hand_over
from tongzhou.teams import actions, queries
from tongzhou.teams.actions import handovers

hand_over(handovers.show, handovers.pass_on)


@tick("teams", every=900)
def watch() -> None:
    for team in queries.over():
        actions.expire(team)
    for team in queries.soon_over():
        actions.remind_of_expiry(team)
    for loan in queries.unanswered():
        actions.remind_of_loan(loan)


@consumer("teams.leaving")
def give_back_who_left(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "person.left":
            handovers.give_back(entry.subject)
