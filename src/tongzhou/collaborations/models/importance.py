"""How much a collaboration matters: priority from value and urgency, and who of the leaders said what."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models.cases import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class Degree(models.IntegerChoices):
    LOW = 1, pgettext_lazy("degree", "low")
    MEDIUM = 2, pgettext_lazy("degree", "medium")
    HIGH = 3, pgettext_lazy("degree", "high")


class Priority(models.Model):
    """One statement of the initiator; the latest one counts, earlier ones stay readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="priorities")
    value = models.PositiveSmallIntegerField(choices=Degree.choices)
    value_evidence = models.CharField(max_length=300)
    urgency = models.PositiveSmallIntegerField(choices=Degree.choices)
    urgency_evidence = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    level = models.CharField(max_length=8, choices=Collaboration.Level.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(value__in=Degree.values, urgency__in=Degree.values),
                name="priority_has_known_degrees",
            ),
            models.CheckConstraint(
                condition=~Q(value_evidence="") & ~Q(urgency_evidence=""),
                name="priority_has_its_evidence",
            ),
        ]


class Attention(models.Model):
    """领导关注, a fact: who said what on which day, and where one can read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="attentions")
    who = models.CharField(max_length=60)
    said = models.CharField(max_length=300)
    on = models.DateField(null=True)
    evidence = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="attention_is_taken_back_by_somebody",
            ),
        ]
