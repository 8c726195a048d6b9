"""What one row has to do with another, also of another collaboration."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class TaskLink(models.Model):
    """Shown only to those who see both ends. It moves no dates: that is what dependencies do."""

    class Kind(models.TextChoices):
        BLOCKS = "blocks", _("blocks")
        RELATES = "relates", _("relates to")
        DUPLICATES = "duplicates", _("duplicates")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="links")
    other = models.ForeignKey(Task, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "other", "kind"], name="task_link_once"),
            models.CheckConstraint(condition=~Q(task=F("other")), name="no_link_to_itself"),
        ]
