"""What was agreed beforehand: clauses that carry themselves out, leeway, what words mean."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models.changes import ChangeRequest
from tongzhou.agreements.models.versions import Row
from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class Provision(models.Model):
    """Part of the shared terms that all departments sign; `content` is what they sign.

    `name` is the kind of leeway, or of a clause's condition, or the id of the word that is
    defined. Taken out, it stays readable.
    """

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("Clause")
        LEEWAY = "leeway", _("Leeway")
        TERM = "term", _("Definition")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="provisions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=36)
    content = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collaboration", "name"],
                condition=Q(kind="leeway", removed_at=None),
                name="one_leeway_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "name"],
                condition=Q(kind="term", removed_at=None),
                name="one_definition_of_a_word",
            ),
        ]


class OfProvisionQuerySet(OfCaseQuerySet):
    case_path = "provision__collaboration"


class Firing(models.Model):
    """How a clause ended: its condition came true or can no longer. There is one, ever.

    `change` is what was changed by it; none when it only told somebody or nothing was left to do.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provision = models.OneToOneField(Provision, models.PROTECT, related_name="firing")
    came_true = models.BooleanField()
    at = models.DateTimeField()
    change = models.OneToOneField(ChangeRequest, models.PROTECT, null=True, related_name="firing")

    objects = OfProvisionQuerySet.as_manager()


class Warrant(models.Model):
    """Stands for the signatures under a row: what changed it had been signed beforehand.

    `change` made it so; a later version in which the row reads the same points to it as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    row = models.OneToOneField(Row, models.PROTECT, related_name="warrant")
    change = models.ForeignKey(ChangeRequest, models.PROTECT, related_name="warrants")

    class Meta:
        ordering: ClassVar = ["id"]
