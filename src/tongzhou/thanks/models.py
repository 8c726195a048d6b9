"""致谢: one department thanks a person of another for one fact; the person's head hears it too."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import IsVisible
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person


class ThanksQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """The two it is between; those above the thanked, and where it is public all others, as far
        as they see the collaboration."""
        if person.is_auditor:
            return self
        told = self._above(person) | Q(Exists(_standing()))
        seen = Q(IsVisible("collaboration", person)) & told
        return self.filter(Q(person=person) | Q(by=person) | seen)

    def public(self) -> Self:
        return self.filter(Exists(_standing()))

    def _above(self, person: Person) -> Q:
        people = stands_for(person)
        led = Department.objects.filter(Q(head__in=people) | Q(deputy__in=people))
        found = Q(pk__in=[])
        for path in led.values_list("path", flat=True):
            found |= Q(department__path__startswith=path)
        return found


class Thanks(models.Model):
    """`matter` is the row, request or warning the `fact` is about, or the collaboration itself.

    `about` is what it was called then, `department` where the person worked, `giver` for whom `by`
    spoke. The sentence is empty once the person was forgotten.
    """

    class Fact(models.TextChoices):
        EARLY = "early", _("Delivered early")
        BEYOND = "beyond", _("More than promised")
        HELPED = "helped", _("Helped without having promised it")
        QUICK = "quick", _("Answered within hours")
        WARNED = "warned", _("Warned early")
        SHARED = "shared", pgettext_lazy("thanks", "Contributed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.PROTECT, related_name="thanks")
    fact = models.CharField(max_length=6, choices=Fact.choices)
    matter = models.UUIDField()
    about = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, related_name="thanked")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Department, models.PROTECT, related_name="+")
    sentence = models.CharField(_("In your words"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "giver", "matter", "fact"], name="thanked_once_for_a_fact"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("by")), name="nobody_thanks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class OfThanksQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(thanks__in=Thanks.objects.visible_to(person))


class Mention(models.Model):
    """The thanked person agreed that everybody of the collaboration reads it, until taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thanks = models.ForeignKey(Thanks, models.PROTECT, related_name="mentions")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OfThanksQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thanks"], condition=Q(ended_at=None), name="one_standing_mention"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("at")),
                name="a_mention_ends_after_it_begins",
            ),
        ]


def _standing() -> "models.QuerySet[Mention]":
    return Mention.objects.filter(thanks=OuterRef("pk"), ended_at=None)
