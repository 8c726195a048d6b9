"""A change of what was signed, from draft to the version it leads to."""

from tongzhou.agreements.actions.deciding import (
    apply_at_once,
    declare,
    reject,
    submit,
    take_up,
    withdraw,
)
from tongzhou.agreements.actions.drafting import draft, rebase, revise
from tongzhou.agreements.actions.objecting import object_afterwards

__all__ = [
    "apply_at_once", "declare", "draft", "object_afterwards", "rebase", "reject", "revise", "submit", "take_up",
    "withdraw",
]  # fmt: skip
