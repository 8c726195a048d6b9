"""The only writers of reminders: what silence leads to by itself, and what people ask by hand."""

from tongzhou.reminders.actions.nudges import nudge
from tongzhou.reminders.actions.prods import prod

__all__ = ["nudge", "prod"]
