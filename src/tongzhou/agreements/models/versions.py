"""Frozen versions of the division table, and who signed which row."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.states import VERSION
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task


class Version(models.Model):
    """`root` is the hash over all rows: whoever signs has seen exactly this."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.PROTECT, related_name="versions")
    change = models.ForeignKey("ChangeRequest", models.PROTECT, null=True, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=VERSION.choices)
    root = models.CharField(max_length=64)
    format = models.PositiveSmallIntegerField()
    circulated_at = models.DateTimeField()
    circulated_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="circulating"),
                name="one_version_being_signed",
            ),
            models.UniqueConstraint(
                fields=["collaboration"], condition=Q(state="in_force"), name="one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=False) | Q(state__in=("circulating", "withdrawn")),
                name="in_force_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collaboration_id} v{self.number}"

    @property
    def label(self) -> Any:
        return VERSION.state(self.state).label


class OfVersionQuerySet(OfCaseQuerySet):
    case_path = "version__collaboration"


class Row(models.Model):
    """What one signature binds; `content` holds ids and plain values, never names of people."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Shared terms")
        TASK = "task", _("Task")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="frozen")
    position = models.PositiveIntegerField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "task"], name="row_once_per_task"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(kind="terms"), name="one_row_of_terms"
            ),
            models.CheckConstraint(
                condition=Q(kind="terms", task__isnull=True) | Q(kind="task", task__isnull=False),
                name="row_is_terms_or_a_task",
            ),
        ]


class Seat(models.Model):
    """A department that must sign a row, and why."""

    class Why(models.TextChoices):
        OWNER = "owner", _("owns the task")
        INITIATOR = "initiator", _("initiates")
        SUPPORT = "support", _("supports")
        AWAITED = "awaited", _("delivers what it waits for")
        FORMER = "former", _("hands it over")
        PARTY = "party", _("takes part")

    row = models.ForeignKey(Row, models.PROTECT, related_name="seats")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "department"], name="one_seat_per_department")
        ]


class RowSignature(models.Model):
    """`hash` is that of the row, `root` that of the version as shown to the person.

    One that is carried was given to an earlier version whose row reads the same.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="signature")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    proved_at = models.DateTimeField()
    proved_how = models.CharField(max_length=20)
    hash = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Objection(models.Model):
    """Ends the version it is made to; a change request is thereby rejected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.OneToOneField(Version, models.PROTECT, related_name="objection")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    objects = OfVersionQuerySet.as_manager()
