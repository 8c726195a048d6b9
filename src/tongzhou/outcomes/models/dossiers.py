"""The file that stays."""

from django.db import models

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical
from tongzhou.core.ids import new_id


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
