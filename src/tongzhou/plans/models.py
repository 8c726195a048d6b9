"""The division table 任务分工表: what each department promises, and who does it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.plans.states import PLAN_IMPORT, TASK


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


class Role(models.Model):
    """One letter of RACI, held by a person or, for those informed, by a whole department.

    `seat` is the job title an import named; `stands_in` marks the head who fills the seat until
    somebody is named.
    """

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", _("Responsible")
        ACCOUNTABLE = "A", _("Accountable")
        CONSULTED = "C", _("Consulted")
        INFORMED = "I", _("Informed")

    task = models.ForeignKey(Task, models.CASCADE, related_name="roles")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="roles")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.CharField(max_length=60, blank=True)
    stands_in = models.BooleanField(default=False)

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["letter", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(letter="A"), name="exactly_one_accountable"
            ),
            models.UniqueConstraint(
                fields=["task", "letter", "person"],
                condition=Q(person__isnull=False),
                name="role_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["task", "letter", "department"],
                condition=Q(person__isnull=True),
                name="role_once_per_department",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, department__isnull=True)
                | Q(person__isnull=True, department__isnull=False, letter__in=("C", "I")),
                name="role_names_somebody",
            ),
        ]


class Support(models.Model):
    """配合部门."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="supports")
    department = models.ForeignKey(Department, models.PROTECT, related_name="supported")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "department"], name="support_once")
        ]


class Criterion(models.Model):
    """验收标准, one checkable sentence each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "position"], name="criterion_position_once")
        ]


class Dependency(models.Model):
    """`task` waits for `on`; `lag_days` are working days, negative for a lead."""

    class Kind(models.TextChoices):
        FINISH_START = "FS", _("Finish to start")
        START_START = "SS", _("Start to start")
        FINISH_FINISH = "FF", _("Finish to finish")
        START_FINISH = "SF", _("Start to finish")

    task = models.ForeignKey(Task, models.CASCADE, related_name="waits_for")
    on = models.ForeignKey(Task, models.CASCADE, related_name="awaited_by")
    kind = models.CharField(max_length=2, choices=Kind.choices, default="FS")
    lag_days = models.SmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "on"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(task=F("on")), name="no_dependency_on_itself"),
        ]


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
    collaboration = models.OneToOneField(
        Collaboration, models.PROTECT, null=True, related_name="plan_import"
    )

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
