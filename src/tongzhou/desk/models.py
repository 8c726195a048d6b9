"""What a person keeps for the own work: filters of lists."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class SavedFilterSet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(person=person)

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class SavedFilter(models.Model):
    """A list as one wants to find it again: its address is all there is, so it can be passed on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters")
    path = models.CharField(max_length=120)
    query = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    objects = SavedFilterSet.as_manager()

    class Meta:
        ordering: ClassVar = ["path", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "path", "name"],
                condition=Q(removed_at=None),
                name="saved_filter_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path
