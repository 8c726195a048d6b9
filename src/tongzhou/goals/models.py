"""目标: what a department wants to reach in a period, and the measures that say how far it is."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class OpenToMembers(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """Goals are open to every member: only known goals can be helped along."""
        return self.all() if person.is_active else self.none()


class Goal(models.Model):
    """`parent` is the goal of the same or a higher department that this one serves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(pgettext_lazy("aim", "Goal"), max_length=120)
    why = models.TextField(_("Why it matters"), blank=True)
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"))
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = OpenToMembers.as_manager()

    class Meta:
        ordering: ClassVar = ["department__path", "until", "created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="goal_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="goal_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Closing(models.Model):
    """How a goal ended, in one sentence; a goal without it is being worked on."""

    class Outcome(models.TextChoices):
        REACHED = "reached", pgettext_lazy("goal", "Reached")
        MISSED = "missed", _("Not reached")
        DROPPED = "dropped", _("Given up")

    goal = models.OneToOneField(Goal, models.CASCADE, primary_key=True, related_name="closing")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    sentence = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Measure(models.Model):
    """衡量指标, independent of persons. `current` and `current_on` repeat the latest reading."""

    class Direction(models.TextChoices):
        UP = "up", _("The higher the better")
        DOWN = "down", _("The lower the better")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    name = models.CharField(_("Measure"), max_length=80)
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.UP)
    baseline = models.DecimalField(_("At the start"), max_digits=16, decimal_places=3)
    target = models.DecimalField(_("Target"), max_digits=16, decimal_places=3)
    current = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    current_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = OpenToMembers.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "name"], name="measure_once_in_a_goal"),
            models.CheckConstraint(
                condition=Q(direction="up", target__gte=F("baseline"))
                | Q(direction="down", target__lte=F("baseline")),
                name="target_lies_in_its_direction",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """What a measure stood at on a day; nothing is overwritten, the latest word of a day counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    value = models.DecimalField(max_digits=16, decimal_places=3)
    on = models.DateField()
    sentence = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-at", "-id"]
