"""A problem between two departments: its kind, its route, how far it has come."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration, Meeting
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.models import RiskNotice

if TYPE_CHECKING:
    from tongzhou.problems.models.ways_out import Ruling


class Problem(models.Model):
    class Kind(models.TextChoices):
        RESOURCE = "resource", _("Resource conflict")
        RESPONSIBILITY = "responsibility", _("Responsibility dispute")
        GOAL = "goal", _("Conflicting goals")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="problems")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=16, choices=Kind.choices)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="problems")
    notice = models.ForeignKey(
        RiskNotice, models.PROTECT, null=True, blank=True, related_name="problems"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    is_emergency = models.BooleanField(default=False)
    table_says = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PROBLEM.choices, default="open", db_index=True)
    superior = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    escalated_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-raised_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "number"], name="problem_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=("open", "settled", "closed")) | Q(superior__isnull=False),
                name="escalated_to_somebody",
            ),
        ]

    @property
    def ruling(self) -> "Ruling | None":
        """What stands decided; earlier ones may have been set aside."""
        rulings = [one for one in self.rulings.all() if one.set_aside_at is None]
        return rulings[0] if rulings else None
