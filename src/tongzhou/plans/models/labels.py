"""Words by which rows of every collaboration are found together."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class Label(models.Model):
    """One word for the whole organisation; `hue` tells it apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=30, unique=True)
    hue = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Labelling(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="labellings")
    label = models.ForeignKey(Label, models.PROTECT, related_name="labellings")

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["label__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "label"], name="label_once_per_task")
        ]
