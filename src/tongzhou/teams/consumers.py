"""Virtual teams end by themselves; before that somebody is told."""

from tongzhou.journal.consumers import tick
from tongzhou.teams import actions, queries


@tick("teams", every=900)
def watch() -> None:
    for team in queries.over():
        actions.expire(team)
    for team in queries.soon_over():
        actions.remind_of_expiry(team)
    for loan in queries.unanswered():
        actions.remind_of_loan(loan)
