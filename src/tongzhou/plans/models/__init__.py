"""The division table 任务分工表: what each department promises, and who does it."""

from tongzhou.plans.models.dependencies import Dependency
from tongzhou.plans.models.fields import CustomField, FieldValue
from tongzhou.plans.models.furniture import Description, TaskFollower
from tongzhou.plans.models.imports import HeadingMemory, PlanImport, PlanImportQuerySet
from tongzhou.plans.models.labels import Label, Labelling
from tongzhou.plans.models.links import TaskLink
from tongzhou.plans.models.promises import Criterion, Support
from tongzhou.plans.models.roles import Role
from tongzhou.plans.models.steps import TaskStep
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task, TaskQuerySet
from tongzhou.plans.models.views import PlanView, PlanViewQuerySet

__all__ = [
    "Criterion",
    "CustomField",
    "Dependency",
    "Description",
    "FieldValue",
    "HeadingMemory",
    "Label",
    "Labelling",
    "OfTaskQuerySet",
    "PlanImport",
    "PlanImportQuerySet",
    "PlanView",
    "PlanViewQuerySet",
    "Role",
    "Support",
    "Task",
    "TaskFollower",
    "TaskLink",
    "TaskQuerySet",
    "TaskStep",
]
