"""收益: what one department gains by another, confirmed by whoever gained; figures between pairs."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import IsVisible
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.ids import new_id
from tongzhou.goals.models import Measure
from tongzhou.org.hierarchy import roots_of
from tongzhou.org.models import Department, Person


def within(person: Person, path: str) -> Q:
    """Departments whose matters the person sees: the own, and everything below a seat held."""
    found = Q(pk__in=[])
    for root in roots_of(person):
        found |= Q(**{f"{path}__startswith": root})
    return found


def _asked_in_vain() -> Exists:
    return Exists(Asked.objects.filter(gain=OuterRef("pk"), step=Asked.LAST))


class GainSet(models.QuerySet["Gain"]):
    def visible_to(self, person: Person) -> Self:
        """Of a collaboration: whoever sees it. Offered without one: both departments alike."""
        if person.is_auditor:
            return self
        both = within(person, "giver__path") | within(person, "receiver__path")
        return self.filter(
            Q(collaboration__isnull=False) & Q(IsVisible("collaboration", person))
            | Q(collaboration=None) & both
        )

    def waiting(self) -> Self:
        return self.filter(receipt=None, withdrawn_at=None)

    def still_asked(self) -> Self:
        """Waiting, and not everybody was asked in vain."""
        return self.waiting().exclude(_asked_in_vain())

    def with_silence(self) -> Self:
        """`is_unconfirmed`: everybody was asked, nobody has said anything."""
        return self.annotate(is_unconfirmed=_asked_in_vain())


class Gain(models.Model):
    """What `receiver` gains by `giver`: claimed on a request, or offered without one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, models.CASCADE, null=True, related_name="gains"
    )
    ask = models.OneToOneField(Ask, models.CASCADE, null=True, related_name="claimed")
    giver = models.ForeignKey(Department, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Department, models.PROTECT, related_name="+")
    what = models.TextField(_("What they gain"))
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="+")
    amount = models.DecimalField(_("How much"), max_digits=12, decimal_places=2, null=True)
    unit = models.CharField(_("Unit"), max_length=20, blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = GainSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="gain_between_two"),
            models.CheckConstraint(
                condition=Q(ask=None) | Q(collaboration__isnull=False),
                name="gain_of_an_ask_has_its_case",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def title(self) -> str:
        first = self.what.strip().splitlines()[0]
        return first if len(first) <= 80 else f"{first[:79]}…"


class ReceiptSet(models.QuerySet["Receipt"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(gain__in=Gain.objects.visible_to(person))


class Receipt(models.Model):
    """What the receiver says became of it; never changed."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("gain", "It came")
        PARTLY = "partly", pgettext_lazy("gain", "Partly")
        NOT = "not", pgettext_lazy("gain", "Not so far")

    gain = models.OneToOneField(Gain, models.PROTECT, primary_key=True, related_name="receipt")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    measured = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    sentence = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ReceiptSet.as_manager()


class Asked(models.Model):
    """What silence about a gain told without a collaboration leads to; no ball can wait for it.

    Step 0 asks, 1 reminds, 2 asks the head, at the last it stays unconfirmed. `next_at` is when silence
    leads to the step after; None when it was taken. No `person` where there is nobody to tell.
    """

    LAST = 3

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gain = models.ForeignKey(Gain, models.CASCADE, related_name="asked")
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gain", "step"], name="gain_asked_once_a_step")
        ]


class PairInCase(models.Model):
    """How two departments met in one collaboration; derived anew whenever it moves.

    `seconds` adds up the time to the first answers, `open_since` is when the oldest request that
    nobody has answered was sent.
    """

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="+")
    asker = models.ForeignKey(Department, models.CASCADE, related_name="+")
    asked = models.ForeignKey(Department, models.CASCADE, related_name="+")
    asks = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    seconds = models.BigIntegerField(default=0)
    open_since = models.DateTimeField(null=True)
    promised = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collaboration", "asker", "asked"], name="pair_once_in_a_case"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["asker", "asked", "asks"], name="meetings_of_a_pair")
        ]
