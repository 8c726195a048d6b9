"""How a delivery was judged, criterion by criterion, and what remains."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.models.deliveries import Delivery, OfDeliveryQuerySet, Result
from tongzhou.plans.models import Criterion


class Acceptance(models.Model):
    """Who judged a delivery, for which department, and how."""

    class Result(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        WITH_REMAINS = "accepted_with_remains", _("Accepted with remains")
        RETURNED = "returned", _("Returned")

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="acceptance")
    result = models.CharField(max_length=22, choices=Result.choices)
    sentence = models.TextField(blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfDeliveryQuerySet.as_manager()


class Judgement(models.Model):
    """One criterion as it read when it was judged."""

    Verdict = Result.Verdict

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="judgements")
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=400)
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    note = models.CharField(max_length=400, blank=True)


class Remain(models.Model):
    """What is still to be done after an acceptance with remains."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="remains")
    text = models.CharField(max_length=400)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
