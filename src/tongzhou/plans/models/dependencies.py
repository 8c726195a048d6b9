"""Which row waits for which."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.plans.models.tasks import Task


class Dependency(models.Model):
    """`task` waits for `on`; `lag_days` are working days, negative for a lead."""

    class Kind(models.TextChoices):
        FINISH_START = "FS", _("Finish to start")
        START_START = "SS", _("Start to start")
        FINISH_FINISH = "FF", _("Finish to finish")
        START_FINISH = "SF", _("Start to finish")

    task = models.ForeignKey(Task, models.CASCADE, related_name="waits_for")
    on = models.ForeignKey(Task, models.CASCADE, related_name="awaited_by")
    kind = models.CharField(max_length=2, choices=Kind.choices, default="FS")
    lag_days = models.SmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "on"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(task=F("on")), name="no_dependency_on_itself"),
        ]
