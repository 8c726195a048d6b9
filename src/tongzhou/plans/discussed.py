"""A row of the table can be talked about."""

from tongzhou.discussions.subjects import discussed
from tongzhou.plans.models import Task

discussed("task", Task, title=str, page="edit-task")
