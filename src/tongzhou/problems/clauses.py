"""What a clause of an agreement may ask of problems."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongzhou.agreements.queries.situations import tells
from tongzhou.problems.models import Problem


@tells("problem")
def was_undecided(collaboration: UUID, at: datetime) -> bool:
    """One that had been raised and was neither settled nor ruled at that moment."""
    raised = Problem.objects.filter(Q(settled_at=None) | Q(settled_at__gte=at))
    return raised.filter(collaboration=collaboration, raised_at__lt=at).exists()
