"""The division table 任务分工表: what each department promises, and who does it."""

from tongzhou.plans.models.dependencies import Dependency
from tongzhou.plans.models.imports import HeadingMemory, PlanImport, PlanImportQuerySet
from tongzhou.plans.models.promises import Criterion, Support
from tongzhou.plans.models.roles import Role
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task, TaskQuerySet

__all__ = [
    "Criterion",
    "Dependency",
    "HeadingMemory",
    "OfTaskQuerySet",
    "PlanImport",
    "PlanImportQuerySet",
    "Role",
    "Support",
    "Task",
    "TaskQuerySet",
]
