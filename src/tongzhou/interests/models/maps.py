"""The interest map: what each department says it wants, why, by what it is judged, what it fears."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.goals.models import Measure
from tongzhou.interests.access import answered_by, facilitated_by
from tongzhou.org.models import Department, Person


class InterestSet(OfCaseQuerySet):
    def visible_to(self, person: Person) -> Self:
        """The own department's, what others opened to the parties, and everything for the facilitator."""
        mine = Q(department__in=answered_by(person)) | Q(is_open=True)
        seen = mine | Q(facilitated_by(person, "collaboration"))
        return super().visible_to(person).filter(seen)


class Interest(models.Model):
    """One row a department; private until the department opens it to the parties."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="interests")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    position = models.CharField(_("What we say we want"), max_length=200)
    interest = models.CharField(_("Why we want it"), max_length=300, blank=True)
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="+")
    concern = models.CharField(_("What worries us"), max_length=300, blank=True)
    is_open = models.BooleanField(_("The other departments may read it"), default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InterestSet.as_manager()

    class Meta:
        ordering: ClassVar = ["department__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collaboration", "department"], name="one_interest_a_department"
            )
        ]


class SharedInterest(models.Model):
    """Something several departments gain by together; said by one, read by all parties."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, models.CASCADE, related_name="shared_interests"
    )
    sentence = models.CharField(max_length=300)
    departments = models.ManyToManyField(Department, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
