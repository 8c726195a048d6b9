"""An administrator looked into a confidential collaboration: for a reason, for a while, told to all."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from tongzhou.collaborations.models.cases import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class OpeningSet(models.QuerySet["Opening"]):
    def visible_to(self, person: Person) -> Self:
        return self if person.is_auditor else self.filter(person=person)


class Opening(models.Model):
    """It opens as long as `ended_at` is empty; the clock ends it after `until`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OpeningSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collaboration", "person"],
                condition=Q(ended_at=None),
                name="one_open_opening",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("at")), name="opening_ends_after_it_began"
            ),
        ]
