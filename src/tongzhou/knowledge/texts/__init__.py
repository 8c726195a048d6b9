"""The words of every matter, person and department, read from their own tables."""

from tongzhou.knowledge.texts.matters import of_cases, of_tasks
from tongzhou.knowledge.texts.organisation import (
    of_departments,
    of_duties,
    of_goals,
    of_people,
    of_teams,
)
from tongzhou.knowledge.texts.text import Kind, Text

__all__ = [
    "Kind", "Text", "of_cases", "of_departments", "of_duties", "of_goals", "of_people", "of_tasks",
    "of_teams",
]  # fmt: skip
