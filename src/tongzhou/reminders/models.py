"""What silence led to, one row per step of one ball; and who was reminded by hand."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models import Task


class Nudge(models.Model):
    """Step 0 says in time that it will be due, step 1 reminds the holder, every further one passes
    the ball up.

    `since` tells apart the times a matter has waited for the same department. `next_at` is when
    silence leads to the next step; None when nobody stands higher.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ball = models.UUIDField()
    since = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ball", "since", "step"], name="nudge_once_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.ball} {self.step}"


class RowReminder(models.Model):
    """Step 0 before the end of a row, 1 on the day, then its deputy, then its head; `end` tells apart
    the dates it has had. No `person` where there was nobody to tell.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    end = models.DateField()
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "end", "step"], name="row_reminded_once")
        ]


class Prod(models.Model):
    """催办: somebody who waits asked by hand; once a day for one turn of a ball, whoever asks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ball = models.UUIDField()
    since = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ball", "since", "day"], name="one_prod_a_day")
        ]
