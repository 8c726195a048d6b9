"""Days that are not what their weekday says."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class CalendarDay(models.Model):
    """A day the organisation decided, or took over from a published file; wins over the bundle.

    `is_half`: only the first four hours are worked. `is_public`: from an imported holiday file,
    which never overwrites what the organisation decided itself.
    """

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    is_half = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    name = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_half=False) | Q(is_working=True), name="a_half_day_is_worked"
            )
        ]
