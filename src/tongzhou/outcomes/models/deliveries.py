"""What was handed over: evidence, figures, and what it brings for each criterion."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.core.figures import Amount
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.outcomes.criteria import Asked, Given, Kind, read, verdict
from tongzhou.outcomes.states import DELIVERY
from tongzhou.plans.models import Criterion, OfTaskQuerySet, Task


class Delivery(models.Model):
    """One handing over of one task; a returned task is delivered again in the next `round`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="deliveries")
    round = models.PositiveSmallIntegerField()
    evidence = models.TextField(_("What is delivered"))
    link = models.URLField(_("Link"), max_length=500, blank=True)
    state = models.CharField(max_length=22, choices=DELIVERY.choices, default="delivered")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "round"], name="delivery_round_once"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state__in=("delivered", "co_signing")),
                name="one_open_delivery",
            ),
        ]

    def __str__(self) -> str:
        return self.evidence


class OfDeliveryQuerySet(OfCaseQuerySet):
    case_path = "delivery__task__collaboration"


class Result(models.Model):
    """What one delivery brings for one criterion, as the criterion read then.

    `verdict` is what follows from it by itself; the person who accepts has the last word.
    """

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("not met")
        CANNOT_TELL = "cannot_tell", _("cannot tell")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="results")
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    unit = models.CharField(max_length=20, blank=True)
    day = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    has_file = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=11, choices=Verdict.choices, default="cannot_tell")

    objects = OfDeliveryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "position"], name="result_position_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(person__isnull=False),
                name="a_named_person_confirms",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def asked(self) -> Asked:
        return read(self.text, year=self.year)

    @property
    def amount(self) -> Amount | None:
        return None if self.value is None else Amount(Decimal(self.value), self.unit)

    def judged(self) -> str:
        """What follows from what was brought."""
        given = Given(
            amount=self.amount, day=self.day, has_file=self.has_file,
            is_confirmed=self.confirmed_at is not None,
        )  # fmt: skip
        return verdict(self.asked, given)


class DeliveryFigure(models.Model):
    """A figure beside the criteria: what, how much, from where."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery", "position"], name="delivery_figure_position_once"
            )
        ]

    @property
    def amount(self) -> Amount:
        return Amount(Decimal(self.value), self.unit)
