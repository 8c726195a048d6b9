"""An uploaded table of people, kept until it is confirmed."""

from typing import ClassVar, Self

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person
from tongzhou.org.states import ROSTER_IMPORT


class RosterImportSet(models.QuerySet["RosterImport"]):
    def visible_to(self, person: Person) -> Self:
        """One's own alone: it holds telephone numbers nobody has confirmed yet."""
        return self.filter(by=person)


class RosterImport(models.Model):
    """`file` is emptied once it is confirmed or discarded; the counts say what it did."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    file = models.BinaryField()
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ROSTER_IMPORT.choices, default=ROSTER_IMPORT.first
    )
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    objects = RosterImportSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
