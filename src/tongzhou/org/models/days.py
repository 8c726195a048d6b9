"""Days that are not what their weekday says."""

from django.db import models


class CalendarDay(models.Model):
    """A day the organisation decided or imported; it wins over the bundled holidays."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)
