"""The departments a delivery concerns say yes or no to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.models.deliveries import Delivery, OfDeliveryQuerySet
from tongzhou.outcomes.states import COSIGNATURE


class Cosignature(models.Model):
    """A supporting department's word on a delivery; `sentence` is its remark, or its objection."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="cosignatures")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=COSIGNATURE.choices, default="awaited")
    sentence = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = OfDeliveryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["department__position", "department__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery", "department"], name="cosignature_once_per_department"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("signed", "objected"), by__isnull=False, at__isnull=False)
                | Q(state__in=("awaited", "lapsed"), by__isnull=True, at__isnull=True),
                name="somebody_gives_a_cosignature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery} · {self.department}"
