"""The way into a house where nobody is yet."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class FirstRun(models.Model):
    """The one code that opens it, as its SHA-256; a newer code takes the place of the one before."""

    place = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(place=1), name="one_code_of_the_first_run")
        ]
