"""What was agreed: frozen versions of the division table, who signed which row, and changes."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.states import CHANGE, VERSION
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ask, Collaboration
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


class ChangeRequest(models.Model):
    """变更申请 against the version in force, `base`. `ruling` is the ruling that demands it.

    An emergency takes effect before it is signed and is undone unless that happens by `due_at`.
    """

    class Kind(models.TextChoices):
        NORMAL = "normal", _("Normal")
        EMERGENCY = "emergency", _("Emergency")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.NORMAL)
    due_at = models.DateTimeField(null=True)
    reason = models.TextField(_("Reason"))
    state = models.CharField(max_length=12, choices=CHANGE.choices, default="draft")
    base = models.ForeignKey(Version, models.PROTECT, related_name="changes_against")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)
    ruling = models.UUIDField(null=True, editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "number"], name="change_number_once"),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="signing"),
                name="one_change_being_signed",
            ),
            models.UniqueConstraint(fields=["ruling"], name="one_change_per_ruling"),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="provisional"),
                name="one_emergency_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="provisional") | Q(due_at__isnull=False, kind="emergency"),
                name="emergency_has_its_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def is_provisional(self) -> bool:
        """In force, and not yet signed by all."""
        return bool(self.state == "provisional")

    @property
    def label(self) -> Any:
        return CHANGE.state(self.state).label


class OfChangeQuerySet(OfCaseQuerySet):
    case_path = "change__collaboration"


class ChangeLine(models.Model):
    """One field as it is signed and as it shall be: of a row, of an agreed request, or, without

    either, of the shared terms. The field «row» brings a row in (its number) or takes it out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    change = models.ForeignKey(ChangeRequest, models.CASCADE, related_name="lines")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, related_name="+")
    field = models.CharField(max_length=20)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    objects = OfChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["task__position", "task__number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "task", "field"], name="one_line_per_field"),
            models.UniqueConstraint(
                fields=["change", "ask", "field"], name="one_line_per_agreed_term"
            ),
            models.UniqueConstraint(
                fields=["change", "field"],
                condition=Q(task=None, ask=None),
                name="one_line_per_shared_term",
            ),
            models.CheckConstraint(
                condition=Q(task=None) | Q(ask=None), name="line_is_of_one_matter"
            ),
        ]
