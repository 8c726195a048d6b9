"""Several open points settled together: what each side cares about is weighed, never shown."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.interests.access import PrivateQuerySet, answered_by
from tongzhou.interests.states import DEAL
from tongzhou.org.models import Department, Person


class Deal(models.Model):
    """一揽子方案. `method` and `size` say how the packages were looked through, once they were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="deals")
    question = models.CharField(_("What is to be settled together"), max_length=200)
    state = models.CharField(max_length=10, choices=DEAL.choices, default="draft")
    round = models.PositiveSmallIntegerField(default=0)
    method = models.CharField(max_length=8, blank=True, default="")
    size = models.BigIntegerField(default=0)
    since = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return self.question


class OfDeal(OfCaseQuerySet):
    case_path = "deal__collaboration"


class DealTerm(models.Model):
    """One open point."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="terms")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("Open point"), max_length=80)

    objects = OfDeal.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "position"], name="deal_term_place"),
        ]

    def __str__(self) -> str:
        return self.name


class OfTerm(OfCaseQuerySet):
    case_path = "term__deal__collaboration"


class DealChoice(models.Model):
    """One way to settle a point; the one at place 0 is how it is today."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(DealTerm, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)

    objects = OfTerm.as_manager()

    class Meta:
        ordering: ClassVar = ["term__position", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "position"], name="deal_choice_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_today(self) -> bool:
        return self.position == 0


class DealClash(models.Model):
    """Two ways of different points that do not go together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="clashes")
    one = models.ForeignKey(DealChoice, models.CASCADE, related_name="+")
    other = models.ForeignKey(DealChoice, models.CASCADE, related_name="+")

    objects = OfDeal.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "one", "other"], name="deal_clash_once"),
        ]


class DealSide(models.Model):
    """A department that weighs. That it handed in is known to all; how, and its answer, to none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="sides")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = OfDeal.as_manager()

    class Meta:
        ordering: ClassVar = ["department__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "department"], name="one_deal_side_each"),
        ]


class OfDealSide(PrivateQuerySet):
    case_path = "side__deal__collaboration"
    department_path = "side__department"


class DealPoints(models.Model):
    """How many of a side's 100 points an open point has. Deleted when the deal ends."""

    side = models.ForeignKey(DealSide, models.CASCADE, related_name="points")
    term = models.ForeignKey(DealTerm, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()

    objects = OfDealSide.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "term"], name="deal_points_once"),
            models.CheckConstraint(condition=Q(value__lte=100), name="at_most_100_points"),
        ]


class DealScore(models.Model):
    """How good a way is for a side, 0 to 10. Deleted when the deal ends."""

    side = models.ForeignKey(DealSide, models.CASCADE, related_name="scores")
    choice = models.ForeignKey(DealChoice, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()

    objects = OfDealSide.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "choice"], name="deal_score_once"),
            models.CheckConstraint(condition=Q(value__lte=10), name="deal_score_to_ten"),
        ]


class DealAnswer(models.Model):
    """A silent yes or no: it says neither who nor when, and is gone when the deal ends."""

    side = models.OneToOneField(DealSide, models.CASCADE, primary_key=True, related_name="answer")
    is_yes = models.BooleanField()

    objects = OfDealSide.as_manager()


class OfPick(OfTerm):
    case_path = "deal__collaboration"

    def visible_to(self, person: Person) -> Self:
        """The sides that are asked; everybody once all have said yes."""
        seen = Q(deal__state="agreed") | Q(deal__sides__department__in=answered_by(person))
        return super().visible_to(person).filter(seen).distinct()


class DealPick(models.Model):
    """What the package takes of a point. Deleted when the deal closes without a yes of all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="picks")
    choice = models.OneToOneField(DealChoice, models.CASCADE, related_name="+")

    objects = OfPick.as_manager()

    class Meta:
        ordering: ClassVar = ["choice__term__position"]
