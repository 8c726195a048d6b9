"""What was delivered and accepted, what was learned, and the file that stays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.states import DELIVERY, IMPROVEMENT, RETROSPECTIVE
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
                fields=["task"], condition=Q(state="delivered"), name="one_open_delivery"
            ),
        ]

    def __str__(self) -> str:
        return self.evidence


class OfDeliveryQuerySet(OfCaseQuerySet):
    case_path = "delivery__task__collaboration"


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

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("not met")
        CANNOT_TELL = "cannot_tell", _("cannot tell")

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


class Retrospective(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.OneToOneField(
        Collaboration, models.PROTECT, related_name="retrospective"
    )
    state = models.CharField(max_length=8, choices=RETROSPECTIVE.choices, default="silent")
    due_at = models.DateTimeField()
    goal_result = models.TextField(_("Goal and result"), blank=True)
    highlights = models.TextField(_("Highlights"), blank=True)
    shortfalls = models.TextField(_("Shortfalls"), blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()


class OfRetrospectiveQuerySet(OfCaseQuerySet):
    case_path = "retrospective__collaboration"


class View(models.Model):
    """One person's own view; until all are shared only its author reads it."""

    retrospective = models.ForeignKey(Retrospective, models.CASCADE, related_name="views")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    highlight = models.TextField(blank=True)
    shortfall = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["retrospective", "person"], name="one_view_each")
        ]


class Improvement(models.Model):
    class Kind(models.TextChoices):
        RULE = "rule", _("Checker rule")
        TEMPLATE = "template", _("Template")
        BUFFER = "buffer", _("Buffer")
        CLAUSE = "clause", _("Clause")
        TERM = "term", _("Department term")
        TASK = "task", _("One-off task")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    retrospective = models.ForeignKey(Retrospective, models.CASCADE, related_name="improvements")
    text = models.CharField(_("Improvement"), max_length=400)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField(_("Until"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=4, choices=IMPROVEMENT.choices, default="open")
    done_at = models.DateTimeField(null=True)

    objects = OfRetrospectiveQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.text


class Dossier(models.Model):
    """The whole case as it was when it closed. A trigger refuses any later change.

    `hash` covers `content`, which holds ids; `names` says what they were called and is the one
    thing that may change, so that people can be forgotten.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.OneToOneField(Collaboration, models.PROTECT, related_name="dossier")
    content = models.JSONField()
    names = models.JSONField()
    hash = models.CharField(max_length=64)
    format = models.PositiveSmallIntegerField()
    journal_seq = models.BigIntegerField()
    closed_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    @property
    def is_intact(self) -> bool:
        return self.hash == canonical.digest(self.content)
