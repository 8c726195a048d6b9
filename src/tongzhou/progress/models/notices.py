"""What was said early."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models import OfTaskQuerySet, Task
from tongzhou.progress.states import RISK_NOTICE

EARLY_DAYS = 2
"""A notice this many working days before the date at risk, or more, is early."""


class RiskNotice(models.Model):
    """预警: said before it happens. `lead_days` are working days left to the date at risk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="risk_notices")
    fact = models.TextField(_("Fact"))
    need = models.TextField(_("Need"), blank=True)
    proposal = models.TextField(_("Proposal"), blank=True)
    date_at_risk = models.DateField(_("Date at risk"))
    proposed_end = models.DateField(_("Proposed end"), null=True, blank=True)
    lead_days = models.SmallIntegerField()
    state = models.CharField(max_length=16, choices=RISK_NOTICE.choices, default="open")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.fact

    @property
    def is_early(self) -> bool:
        return self.lead_days >= EARLY_DAYS
