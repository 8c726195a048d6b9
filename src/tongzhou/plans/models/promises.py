"""What a row promises beside its own cells: who helps, and by what it is judged."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department
from tongzhou.plans.models.tasks import Task


class Support(models.Model):
    """配合部门."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="supports")
    department = models.ForeignKey(Department, models.PROTECT, related_name="supported")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "department"], name="support_once")
        ]


class Criterion(models.Model):
    """验收标准, one checkable sentence each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "position"], name="criterion_position_once")
        ]
