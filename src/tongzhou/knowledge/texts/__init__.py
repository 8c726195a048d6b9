"""The words of every matter, person and department, read from their own tables."""

from tongzhou.knowledge.texts.beyond import (
    of_campaigns,
    of_gains,
    of_past_cases,
    of_respondents,
    of_terms,
)
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
    "Kind", "Text", "of_campaigns", "of_cases", "of_departments", "of_duties", "of_gains", "of_goals",
    "of_past_cases", "of_people", "of_respondents", "of_tasks", "of_teams", "of_terms",
]  # fmt: skip
