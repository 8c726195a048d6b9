"""每周承诺: what an update said would be done next week, and whether it was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.progress.models.rounds import CheckIn


class PromiseVerdict(models.Model):
    """`promise` is the update that said it, `said_in` the one that tells how it went."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    promise = models.OneToOneField(CheckIn, models.CASCADE, related_name="verdict")
    said_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="+")
    is_kept = models.BooleanField()
    reason = models.CharField(_("Reason"), max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_kept=True) | ~Q(reason=""), name="a_promise_not_kept_says_why"
            )
        ]
