"""A row of the division table, and what belongs to one."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.states import TASK


class TaskQuerySet(OfCaseQuerySet):
    def standing(self) -> Self:
        """Rows that have not been taken out of the table."""
        return self.filter(removed_at=None)


class Task(models.Model):
    """A row. Its id stays the same through every version of the agreement.

    Signed: name, department, accountable, start, end, buffer, deliverable, criteria, supports.
    Free: responsible, consulted, informed, estimate, percent, risk.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="tasks")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(_("Task"), max_length=200)
    department = models.ForeignKey(Department, models.PROTECT, related_name="tasks")
    start = models.DateField(pgettext_lazy("row", "Start"), null=True, blank=True)
    end = models.DateField(pgettext_lazy("row", "End"), null=True, blank=True)
    buffer_days = models.PositiveSmallIntegerField(_("Buffer (days)"), default=3)
    deliverable = models.TextField(_("Deliverable"), blank=True)
    effort_days = models.DecimalField(
        _("Person-days"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    state = models.CharField(max_length=22, choices=TASK.choices, default="not_started")
    percent = models.PositiveSmallIntegerField(default=0)
    risk = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True)
    updated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    baseline_start = models.DateField(null=True)
    baseline_end = models.DateField(null=True)
    """The plan a file compared itself with; once the table is signed, what was signed is."""
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "number"], name="task_number_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_up_to_100"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="task_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(buffer_days__lte=366), name="buffer_up_to_a_year"),
        ]

    def __str__(self) -> str:
        return self.name


class OfTaskQuerySet(OfCaseQuerySet):
    case_path = "task__collaboration"
