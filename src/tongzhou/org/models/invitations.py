"""A one-time way in for somebody who has no password yet, or forgot it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person


class InvitationSet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> Self:
        return self.filter(used_at=None, until__gt=now, person__is_active=True)


class Invitation(models.Model):
    """Only the SHA-256 of its secret is kept; it opens once, until `until`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = InvitationSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None), name="one_open_invitation"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("at")), name="invitation_ends_after_it_began"
            ),
        ]
