"""What a clause of an agreement may ask of risk notices."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongzhou.agreements.queries.situations import tells
from tongzhou.progress.models import RiskNotice


@tells("risk_notice")
def was_open(task: UUID, at: datetime) -> bool:
    """One that had been given and was not settled at that moment."""
    given = RiskNotice.objects.filter(Q(settled_at=None) | Q(settled_at__gte=at), task=task)
    return given.filter(at__lt=at).exists()
