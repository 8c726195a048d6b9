"""A workbook somebody uploaded."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.states import PLAN_IMPORT


class PlanImportQuerySet(models.QuerySet["PlanImport"]):
    def visible_to(self, person: Person) -> Self:
        """Only who uploaded a workbook sees it."""
        return self.filter(by=person)


class PlanImport(models.Model):
    """An uploaded workbook on its way into the house; `mapping` says who its names and seats are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="plan_imports")
    name = models.CharField(max_length=200)
    file = models.BinaryField()
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=PLAN_IMPORT.choices, default="uploaded")
    at = models.DateTimeField()
    collaboration = models.ForeignKey(
        Collaboration, models.PROTECT, null=True, related_name="plan_imports"
    )
    into = models.ForeignKey(Collaboration, models.CASCADE, null=True, related_name="+")
    """The collaboration whose table the rows are added to; empty when they begin a new one."""

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="confirmed", collaboration__isnull=False)
                | (~Q(state="confirmed") & Q(collaboration__isnull=True)),
                name="confirmed_import_has_its_collaboration",
            )
        ]

    def __str__(self) -> str:
        return self.name


class HeadingMemory(models.Model):
    """What a person said the columns of a kind of table mean; the next one is read so at once."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "shape"], name="heading_memory_once")
        ]
