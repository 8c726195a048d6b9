"""Every verb of virtual teams."""

from tongzhou.teams.actions.charters import Charter, change_charter, draft, end, propose, renew
from tongzhou.teams.actions.loans import borrow, decline, release, sign
from tongzhou.teams.actions.turns import expire, remind_of_expiry, remind_of_loan

__all__ = [
    "Charter",
    "borrow",
    "change_charter",
    "decline",
    "draft",
    "end",
    "expire",
    "propose",
    "release",
    "remind_of_expiry",
    "remind_of_loan",
    "renew",
    "sign",
]
