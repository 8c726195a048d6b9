"""The only writers of reminders: what silence leads to by itself, and what people ask by hand."""

from tongzhou.reminders.actions.nudges import foretell, nudge
from tongzhou.reminders.actions.prods import prod
from tongzhou.reminders.actions.rows import remind_of_row

__all__ = ["foretell", "nudge", "prod", "remind_of_row"]
