"""What somebody is typing and has not saved yet."""

from typing import Any, ClassVar, Self

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class SketchSet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """Nobody reads over another one's shoulder."""
        return self.filter(person=person)


class Sketch(models.Model):
    """A form as it was typed last, right or wrong. `place` says which form; `data` holds lists by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="sketches")
    place = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_index=True)

    objects = SketchSet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "place"], name="one_sketch_per_form")
        ]
