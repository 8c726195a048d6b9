"""A problem can be talked about."""

from tongzhou.discussions.subjects import discussed
from tongzhou.problems.models import Problem


def problem(row: Problem) -> str:
    return f"#{row.number} {row.task.name if row.task else ''}".strip()


discussed("problem", Problem, title=problem)
