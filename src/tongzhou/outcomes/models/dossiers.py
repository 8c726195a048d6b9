"""The file that stays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical
from tongzhou.core.ids import new_id
from tongzhou.files.models import StoredFile


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


class Print(models.Model):
    """The dossier on paper; its fingerprint is that of the file. `tries` counts what went wrong."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="print")
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, at__isnull=True)
                | Q(file__isnull=False, at__isnull=False),
                name="a_print_has_its_file",
            )
        ]
