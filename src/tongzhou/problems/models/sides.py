"""What each department says, fact by fact, and what the other one says to each fact."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.figures import Amount
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.problems.models.problems import Problem


class Side(models.Model):
    """One department's fact, impact and need; each line of `fact` is a `Fact` to be ticked."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="sides")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    raised_it = models.BooleanField(default=False)
    fact = models.TextField(_("Fact"), blank=True)
    impact = models.TextField(_("Impact"), blank=True)
    need = models.TextField(_("Need"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

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


class Fact(models.Model):
    """One sentence of one side, and the other side's tick or doubt."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("That is so")
        DISPUTED = "disputed", _("We see it differently")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    side = models.ForeignKey(Side, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    doubt = models.CharField(max_length=400, blank=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "position"], name="fact_position_once"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_at__isnull=True)
                | Q(verdict__in=("agreed", "disputed"), judged_at__isnull=False),
                name="a_fact_is_judged_at_a_time",
            ),
        ]


class Figure(models.Model):
    """A figure one side brings along: what, how much, from where."""

    side = models.ForeignKey(Side, models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "position"], name="figure_position_once")
        ]

    @property
    def amount(self) -> Amount:
        return Amount(Decimal(self.value), self.unit)
