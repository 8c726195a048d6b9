"""What was learned: everybody's view, the conclusions, improvements with owner and date."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.outcomes.states import IMPROVEMENT, RETROSPECTIVE


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
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due = models.DateField(_("Until"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=4, choices=IMPROVEMENT.choices, default="open")
    done_at = models.DateTimeField(null=True)

    objects = OfRetrospectiveQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.text
