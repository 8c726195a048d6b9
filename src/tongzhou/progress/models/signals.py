"""What is said about a row beside its update: how sure the other side is, and one line a day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import OfTaskQuerySet, Task

LONGEST_LINE = 200


class Confidence(models.Model):
    """信心: whether those who wait for a row believe in its date; the latest of a department speaks."""

    class Level(models.TextChoices):
        SURE = "sure", _("It will be on time")
        UNSURE = "unsure", _("A little worried")
        WORRIED = "worried", _("Very worried")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="confidences")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    level = models.CharField(max_length=7, choices=Level.choices)
    sentence = models.CharField(max_length=LONGEST_LINE, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__in=["sure", "unsure", "worried"]), name="confidence_has_a_level"
            )
        ]


class DailyLine(models.Model):
    """站会的一句话: what is said of a row on one day; every one is kept, the latest speaks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="daily_lines")
    day = models.DateField()
    text = models.CharField(max_length=LONGEST_LINE)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["task", "day"], name="daily_line_of_a_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="a_daily_line_says_something")
        ]
