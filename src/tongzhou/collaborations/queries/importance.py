"""How important a collaboration is said to be, now and before."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Attention, Collaboration, Priority
from tongzhou.core.prepared import Prepared


def priorities_of(case: Collaboration) -> list[Priority]:
    """The latest first."""
    return list(case.priorities.select_related("by", "on_behalf_of"))


def attentions_of(case: Collaboration) -> list[Attention]:
    return list(case.attentions.select_related("recorded_by", "taken_back_by"))


@Prepared
def evidence_of(case: UUID) -> QuerySet[Priority, Any]:
    """Value and urgency with their evidence, the latest first."""
    rows = Priority.objects.filter(collaboration=case)
    return rows.values_list("level", "value_evidence", "urgency_evidence")
