"""What is true each week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models import OfTaskQuerySet, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.states import ROUND


class WeeklyRound(models.Model):
    """One week of one collaboration; `week` is its Monday, `due_at` its last working day 17:30."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="rounds")
    week = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ROUND.choices, default="open")
    expected = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-week"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "week"], name="one_round_a_week")
        ]


class CheckIn(models.Model):
    """One update of one task. Every one is kept; the latest speaks for the week."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="check_ins")
    round = models.ForeignKey(WeeklyRound, models.CASCADE, related_name="check_ins")
    state = models.CharField(max_length=22, choices=TASK.choices)
    percent = models.PositiveSmallIntegerField(_("Done"))
    risk = models.TextField(_("Risk"), blank=True)
    next_week = models.TextField(_("Next week"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="check_in_up_to_100")
        ]
