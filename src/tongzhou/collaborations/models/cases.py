"""A collaboration, its number, milestones, parties and the people named in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import CaseQuerySet, OfCaseQuerySet
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class Collaboration(models.Model):
    """协作需求表. `number` is what people quote (协-2026-0042); the key is `id`.

    `priority` and `leadership_attention` repeat the latest of `Priority` and `Attention`.
    """

    class Visibility(models.TextChoices):
        PARTIES = "parties", _("The parties")
        COMPANY = "company", _("The whole company")
        CONFIDENTIAL = "confidential", _("Named people only")

    class Level(models.TextChoices):
        TOP = "top", pgettext_lazy("priority", "Top priority")
        HIGH = "high", pgettext_lazy("priority", "High priority")
        MEDIUM = "medium", pgettext_lazy("priority", "Medium priority")
        LOW = "low", pgettext_lazy("priority", "Low priority")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    department = models.ForeignKey(Department, models.PROTECT, related_name="initiated")
    person_in_charge = models.ForeignKey(Person, models.PROTECT, related_name="in_charge_of")
    background = models.TextField(_("Background"), blank=True)
    goal = models.TextField(_("Measurable goal"), blank=True)
    wanted_date = models.DateField(_("Wanted date"), null=True, blank=True)
    people_needed = models.TextField(_("People needed"), blank=True)
    budget_needed = models.TextField(_("Budget needed"), blank=True)
    data_needed = models.TextField(_("Data needed"), blank=True)
    notes = models.TextField(_("Notes"), blank=True)
    leadership_attention = models.TextField(_("Leadership attention"), blank=True)
    priority = models.CharField(max_length=8, choices=Level.choices, blank=True, default="")
    visibility = models.CharField(
        max_length=12, choices=Visibility.choices, default=Visibility.PARTIES
    )
    state = models.CharField(
        max_length=12, choices=COLLABORATION.choices, default="draft", db_index=True
    )
    resumes_to = models.CharField(max_length=12, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="paused") | ~Q(resumes_to=""), name="paused_knows_its_way_back"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given out in a year; its row lock keeps numbers unique."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Milestone(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=120)
    on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]


class Party(models.Model):
    """A department that takes part; the initiating one is among them."""

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="parties")
    department = models.ForeignKey(Department, models.PROTECT, related_name="takes_part")
    is_initiator = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-is_initiator", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "department"], name="party_once"),
            models.UniqueConstraint(
                fields=["collaboration"], condition=Q(is_initiator=True), name="one_initiator"
            ),
        ]


class Named(models.Model):
    """A person who sees the collaboration beside its parties, and why."""

    class Why(models.TextChoices):
        MEMBER = "member", _("Named member")
        FACILITATOR = "facilitator", _("Facilitator")
        FOLLOWER = "follower", _("Follower")
        SUPERIOR = "superior", _("Common superior")
        SEAT = "seat", _("By their seat")
        ASKED = "asked", _("Asked to answer")

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "person", "why"], name="named_once")
        ]


class Preparation(models.Model):
    """准备清单: what the initiator did before asking anybody; `key` is one of `actions.contents.PREPARED`."""

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="preparations")
    key = models.CharField(max_length=20)
    note = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "key"], name="prepared_once")
        ]
