"""What a collaboration does to a department's measure, and what is done about harm."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.ids import new_id
from tongzhou.goals.models import Measure
from tongzhou.org.models import Department, Person


class Effect(models.Model):
    """An edge of the goal picture: the collaboration, or one request of it, helps or hurts a measure."""

    class Sign(models.TextChoices):
        HELPS = "helps", pgettext_lazy("a measure", "helps")
        HURTS = "hurts", pgettext_lazy("a measure", "hurts")

    class Size(models.IntegerChoices):
        SMALL = 1, pgettext_lazy("effect", "a little")
        MEDIUM = 2, pgettext_lazy("effect", "clearly")
        LARGE = 3, pgettext_lazy("effect", "a lot")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="effects")
    ask = models.ForeignKey(Ask, models.CASCADE, null=True, related_name="effects")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="effects")
    sign = models.CharField(max_length=5, choices=Sign.choices, default=Sign.HELPS)
    size = models.PositiveSmallIntegerField(choices=Size.choices, default=Size.MEDIUM)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ask", "measure"],
                condition=Q(ask__isnull=False),
                name="one_effect_of_an_ask",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "measure"], condition=Q(ask=None), name="one_effect_of_all"
            ),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=3), name="effect_has_a_size"),
        ]


class UnmeasuredSet(OfCaseQuerySet):
    case_path = "ask__collaboration"


class Unmeasured(models.Model):
    """A side of a request of which no measure is moved yet, and why; goes when one is linked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="unmeasured")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UnmeasuredSet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "department"], name="unmeasured_once_a_side")
        ]


class RemedySet(OfCaseQuerySet):
    case_path = "effect__collaboration"


class Remedy(models.Model):
    """What is done about an effect that hurts; the three standard ways."""

    class Kind(models.TextChoices):
        COMPENSATE = "compensate", _("Make up for it")
        SEQUENCE = "sequence", _("One after the other")
        SHARE = "share", _("Carry one measure together")

    effect = models.OneToOneField(Effect, models.CASCADE, primary_key=True, related_name="remedy")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sentence = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RemedySet.as_manager()
