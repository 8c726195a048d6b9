"""Columns an organisation gives its rows beyond those of the house."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class CustomFieldSet(models.QuerySet["CustomField"]):
    def visible_to(self, person: Person) -> Self:
        """Columns are everybody's; what stands in them is seen with the row."""
        return self if person.is_active else self.none()

    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class CustomField(models.Model):
    """`options` are the words of a choice; a retired field keeps what stands in its rows."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("field", "Text")
        NUMBER = "number", pgettext_lazy("field", "Number")
        DATE = "date", pgettext_lazy("field", "Date")
        CHOICE = "choice", pgettext_lazy("field", "Choice")
        CHOICES = "choices", _("Several choices")
        PERSON = "person", _("Person")
        DEPARTMENT = "department", _("Department")
        LINK = "link", pgettext_lazy("field", "Link")
        PROGRESS = "progress", _("Progress")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    options = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    objects = CustomFieldSet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class FieldValue(models.Model):
    """What stands in one row, as text that could be typed again; people and departments by id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="field_values")
    field = models.ForeignKey(CustomField, models.PROTECT, related_name="values_kept")
    text = models.TextField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["field__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "field"], name="field_value_once")
        ]
