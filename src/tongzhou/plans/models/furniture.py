"""What a row is like beyond its cells: who follows it, and what is written about it."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class TaskFollower(models.Model):
    """Hears of every change of this one row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "person"], name="follows_a_task_once")
        ]


class Description(models.Model):
    """Markdown about the row; `html` is what it renders to, made when it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.OneToOneField(Task, models.CASCADE, related_name="description")
    text = models.TextField()
    html = models.TextField()
    version = models.PositiveIntegerField(default=1)

    objects = OfTaskQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
