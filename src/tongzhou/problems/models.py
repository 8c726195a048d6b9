"""A problem between two departments: fact, impact and need of each side, options, one ruling."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.problems.states import PROBLEM


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


class Side(models.Model):
    """What one department says; `confirms_facts_at` is its tick under the facts of both."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="sides")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    raised_it = models.BooleanField(default=False)
    fact = models.TextField(_("Fact"), blank=True)
    impact = models.TextField(_("Impact"), blank=True)
    need = models.TextField(_("Need"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    confirms_facts_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-raised_it", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "department"], name="one_side_per_department"
            ),
            models.UniqueConstraint(
                fields=["problem"], condition=Q(raised_it=True), name="one_side_raised_it"
            ),
        ]


class OfProblemQuerySet(OfCaseQuerySet):
    case_path = "problem__collaboration"


class Option(models.Model):
    """A way out with its consequence; `task` and `new_end` say which signed date it changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Option"), max_length=400)
    consequence = models.CharField(_("Consequence"), max_length=400, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    new_end = models.DateField(null=True, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = OfProblemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["problem", "position"], name="option_position_once"),
            models.CheckConstraint(
                condition=Q(task__isnull=True, new_end__isnull=True)
                | Q(task__isnull=False, new_end__isnull=False),
                name="an_option_moves_a_task_to_a_date",
            ),
        ]


class Ruling(models.Model):
    """裁决: one option or another, in one sentence. Also how two sides settled by themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="ruling")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="+")
    sentence = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_agreement = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    @property
    def change(self) -> ChangeRequest | None:
        """The change that carries it out, if it asks for one."""
        return ChangeRequest.objects.filter(ruling=self.pk).first()
