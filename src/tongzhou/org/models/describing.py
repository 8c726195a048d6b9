"""What a department says about itself: to be read before one asks it for something."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models.departments import Department


class DepartmentProfile(models.Model):
    """`version` counts up with every change, so that two people do not overwrite each other."""

    department = models.OneToOneField(
        Department, models.CASCADE, primary_key=True, related_name="profile"
    )
    does = models.TextField(_("What it does"), blank=True)
    flow = models.TextField(_("How work flows here"), blank=True)
    needs = models.TextField(_("What it needs from others"), blank=True)
    constraints = models.TextField(_("What binds it"), blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()


class LeadTime(models.Model):
    """How many working days a kind of work usually takes here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.CASCADE, related_name="lead_times")
    position = models.PositiveSmallIntegerField()
    work = models.CharField(max_length=120)
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "position"], name="lead_time_place"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="lead_time_in_order"),
        ]


class DepartmentMeasure(models.Model):
    """衡量指标: what the department is judged by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    target = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "position"], name="measure_place"),
        ]
