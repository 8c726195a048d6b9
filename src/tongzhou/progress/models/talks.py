"""How people of a collaboration talk: the plan set at kickoff, and urgent calls with their minutes."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.progress.states import URGENT_CALL

MINUTES_WITHIN = timedelta(hours=2)
"""Elapsed time after an urgent call within which its minutes are written."""


class Habit(models.Model):
    """One layer of the communication plan: who talks how, and when."""

    class Layer(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        SPECIAL = "special", _("On a special matter")
        URGENT = "urgent", _("When it is urgent")

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="habits")
    layer = models.CharField(max_length=8, choices=Layer.choices)
    who = models.CharField(_("Who"), max_length=200, blank=True)
    channel = models.CharField(_("Where"), max_length=200, blank=True)
    moment = models.CharField(_("When"), max_length=200, blank=True)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["set_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "layer"], name="one_habit_a_layer")
        ]


class UrgentCall(models.Model):
    """加急电话: said by phone, then written down. `minuted_at` None: the minutes are still owed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="urgent_calls")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(_("Called at"))
    what = models.TextField(_("What it is about"))
    state = models.CharField(max_length=10, choices=URGENT_CALL.choices, default="announced")
    outcome = models.TextField(_("Outcome"), blank=True)
    minuted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    minuted_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-called_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="minuted")
                | (Q(minuted_at__isnull=False, minuted_by__isnull=False) & ~Q(outcome="")),
                name="a_minuted_call_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(minuted_at__isnull=True) | Q(minuted_at__gte=F("called_at")),
                name="minutes_follow_the_call",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def due_at(self) -> datetime:
        return self.called_at + MINUTES_WITHIN

    @property
    def is_late(self) -> bool:
        return self.minuted_at is not None and self.minuted_at > self.due_at


class Callee(models.Model):
    """Who was on the phone."""

    call = models.ForeignKey(UrgentCall, models.CASCADE, related_name="callees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "person"], name="callee_once")
        ]
