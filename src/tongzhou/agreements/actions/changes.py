"""A change of what was signed, from draft to the version it leads to."""

from tongzhou.agreements.actions.deciding import reject, submit, take_up, withdraw
from tongzhou.agreements.actions.drafting import draft, rebase, revise

__all__ = ["draft", "rebase", "reject", "revise", "submit", "take_up", "withdraw"]
