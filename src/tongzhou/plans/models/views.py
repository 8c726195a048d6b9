"""How people want to see a division table, kept: their own layout, and views under a name."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person

LONGEST_QUERY, LONGEST_NAME = 4000, 40


class PlanViewQuerySet(OfCaseQuerySet):
    def visible_to(self, person: Person) -> Self:
        """The own ones, and those somebody shares with all who see the table."""
        return super().visible_to(person).filter(Q(person=person) | Q(shared_at__isnull=False))

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class PlanView(models.Model):
    """An arrangement as an address (`plans.arrangement`); without a name it is the person's layout."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="plan_views")
    person = models.ForeignKey(Person, models.CASCADE, related_name="plan_views")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    shared_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = PlanViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collaboration", "person", "name"],
                condition=Q(removed_at=None),
                name="plan_view_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
