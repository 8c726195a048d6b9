"""How a problem ends: options, and the ruling or agreement that chose."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.problems.models.problems import Problem


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
    """裁决: one option or another, in one sentence. Also how two sides settled by themselves.

    It is set aside, and kept, when the change that should carry it out does not come about.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="rulings")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="+")
    sentence = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_agreement = models.BooleanField(default=False)
    at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    set_aside_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(set_aside_at__isnull=True),
                name="one_standing_ruling",
            )
        ]

    @property
    def change(self) -> ChangeRequest | None:
        """The change that carries it out, if it asks for one."""
        return ChangeRequest.objects.filter(ruling=self.pk).first()
