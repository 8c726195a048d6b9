"""The parts of a row that people tick off: a checklist, or sub-tasks with somebody and a date."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class TaskStep(models.Model):
    """Nobody signs it: it may come, go and be ticked as long as the work goes on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="step_done_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name
