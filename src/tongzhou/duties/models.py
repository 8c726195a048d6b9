"""职责登记: recurring cross-department duties, each with exactly one owning department."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.duties.states import DUTY
from tongzhou.org.models import Department, Person


class DutySet(models.QuerySet["Duty"]):
    def visible_to(self, person: Person) -> Self:
        """The register is open to every member: who answers for what is no secret."""
        return self.all() if person.is_active else self.none()


class Duty(models.Model):
    """`superior` holds the ball until one department owns it; `found_at` is where it came up."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year")
        ON_DEMAND = "on_demand", _("Whenever it comes up")

    class FoundIn(models.TextChoices):
        PROBLEM = "problem", _("in a problem")
        RETROSPECTIVE = "retrospective", _("in a retrospective")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Duty"), max_length=120)
    description = models.TextField(_("What belongs to it"), blank=True)
    rhythm = models.CharField(
        _("How often"), max_length=10, choices=Rhythm.choices, default=Rhythm.ON_DEMAND
    )
    state = models.CharField(max_length=9, choices=DUTY.choices, default="gap", db_index=True)
    owner = models.ForeignKey(Department, models.PROTECT, null=True, related_name="duties")
    since = models.DateField(null=True)
    superior = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    found_in = models.CharField(max_length=13, choices=FoundIn.choices, blank=True)
    found_at = models.UUIDField(null=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = DutySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="owned") | Q(owner__isnull=False, since__isnull=False),
                name="an_owned_duty_has_its_owner",
            ),
            models.CheckConstraint(
                condition=Q(state="owned") | Q(owner__isnull=True),
                name="only_an_owned_duty_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Concern(models.Model):
    """A department that is told of an unowned duty; together they say who is above them."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="concerns")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "department"], name="one_concern_each")
        ]


class Claim(models.Model):
    """A department that says, or is said, to do it; it stands until it is given up."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="claims")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True)
    given_up_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty", "department"],
                condition=Q(given_up_at__isnull=True),
                name="one_standing_claim_each",
            )
        ]


class Tenure(models.Model):
    """Which department owned it from when until when, and who said so."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="tenures")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    sentence = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(until__isnull=True), name="one_owner_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_tenure_ends_after_it_begins",
            ),
        ]


Found = tuple[str, UUID]
"""Where a gap or an overlap came up: one of `FoundIn`, and the id of the matter."""
