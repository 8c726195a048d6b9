"""Options that several departments compare, each by its own scores."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.interests.access import PrivateQuerySet
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.org.models import Department, Person


class OptionTable(models.Model):
    """方案比较. `round` counts how often every side was asked to score anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="option_tables")
    question = models.CharField(_("What is to be decided"), max_length=200)
    state = models.CharField(max_length=10, choices=OPTION_TABLE.choices, default="draft")
    round = models.PositiveSmallIntegerField(default=0)
    proposed = models.ForeignKey("TableOption", models.SET_NULL, null=True, related_name="+")
    rationale = models.CharField(max_length=600, blank=True)
    since = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="decided") | ~Q(rationale=""), name="decided_with_a_rationale"
            )
        ]

    def __str__(self) -> str:
        return self.question


class OfTable(OfCaseQuerySet):
    case_path = "table__collaboration"


class TableOption(models.Model):
    """One way to do it, in the same named terms as the others."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(OptionTable, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("In one line"), max_length=120)
    by_date = models.DateField(_("Done by"), null=True)
    scope = models.CharField(_("What is included"), max_length=200, blank=True)
    people_days = models.DecimalField(_("Person-days"), max_digits=6, decimal_places=1, null=True)
    quality = models.CharField(_("How good"), max_length=200, blank=True)
    give_back = models.CharField(_("Given in return"), max_length=200, blank=True)

    objects = OfTable.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "position"], name="table_option_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="at_most_five_table_options"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def letter(self) -> str:
        return "ABCDE"[self.position - 1]


class TableSide(models.Model):
    """A department that scores: whether it handed in and agreed is known to all, how it scored to none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(OptionTable, models.CASCADE, related_name="sides")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = OfTable.as_manager()

    class Meta:
        ordering: ClassVar = ["department__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "department"], name="one_side_a_department"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, handed_in_by=None)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="handed_in_by_somebody",
            ),
        ]


class OfSide(PrivateQuerySet):
    case_path = "side__table__collaboration"
    department_path = "side__department"


class TableScore(models.Model):
    """How much a side likes an option, 0 to 10. Deleted when the table is decided or withdrawn."""

    side = models.ForeignKey(TableSide, models.CASCADE, related_name="scores")
    option = models.ForeignKey(TableOption, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()

    objects = OfSide.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "option"], name="one_score_each"),
            models.CheckConstraint(condition=Q(value__lte=10), name="score_at_most_ten"),
        ]


class TableFloor(models.Model):
    """What «no deal» is worth to a side on the same scale; as private, and gone as soon."""

    side = models.OneToOneField(TableSide, models.CASCADE, primary_key=True, related_name="floor")
    value = models.PositiveSmallIntegerField()

    objects = OfSide.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(value__lte=10), name="floor_at_most_ten")
        ]


class OfOption(OfCaseQuerySet):
    case_path = "option__table__collaboration"


class TableMark(models.Model):
    """What everybody learns of an option once all sides have scored (`weighing.Mark`)."""

    option = models.OneToOneField(
        TableOption, models.CASCADE, primary_key=True, related_name="mark"
    )
    all_better = models.BooleanField()
    efficient = models.BooleanField()
    rank = models.PositiveSmallIntegerField(null=True)
    fair = models.BooleanField()
    balanced = models.BooleanField()
    protects = models.BooleanField()

    objects = OfOption.as_manager()


class TableDecision(models.Model):
    """Which option was taken, and why."""

    table = models.OneToOneField(
        OptionTable, models.CASCADE, primary_key=True, related_name="decision"
    )
    option = models.ForeignKey(TableOption, models.PROTECT, related_name="+")
    rationale = models.CharField(max_length=600)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfTable.as_manager()


class TableRemedy(models.Model):
    """What a department that has to give way gets for it, promised by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(OptionTable, models.CASCADE, related_name="remedies")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfTable.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
