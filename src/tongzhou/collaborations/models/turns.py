"""Whose move it is."""

from typing import ClassVar

from django.db import models
from django.db.models import F

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models.cases import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class Ball(models.Model):
    """Who moves next in one open matter. Written only by `balls.settle` from the matter's state.

    `kind` is the lifecycle of the matter and the name of its page; `title` the matter in its
    own words. `step` counts how far silence has passed the ball up.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="balls")
    kind = models.CharField(max_length=20)
    matter = models.UUIDField()
    state = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="balls")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    waiting = models.ForeignKey(Person, models.PROTECT, null=True, related_name="awaited")
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    paused_because = models.CharField(max_length=20, blank=True, default="")
    step = models.PositiveSmallIntegerField(default=0)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("due_at").asc(nulls_last=True), "since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "matter", "department"], name="one_ball_per_matter"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["person", "due_at"], name="ball_of_person")]
