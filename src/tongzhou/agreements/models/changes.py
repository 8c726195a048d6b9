"""Change requests: what of the version in force shall read otherwise."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models.versions import Version
from tongzhou.agreements.states import CHANGE
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task


class ChangeRequest(models.Model):
    """变更申请 against the version in force, `base`. `ruling` is the ruling that demands it.

    An emergency takes effect before it is signed and is undone unless that happens by `due_at`.
    One within the leeway, or by a clause, stands on what had been signed before. `objects_to` is
    the change in force that a department which did not sign again wants taken back.
    """

    class Kind(models.TextChoices):
        NORMAL = "normal", _("Normal")
        EMERGENCY = "emergency", _("Emergency")
        PRE_AUTHORISED = "pre_authorised", _("Within the leeway")
        CLAUSE = "clause", _("By a clause")

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
    objects_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="objections")

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
                fields=["objects_to", "department"], name="one_objection_afterwards"
            ),
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
