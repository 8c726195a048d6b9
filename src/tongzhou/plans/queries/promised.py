"""By when the rows of an ask are done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.plans.models import Task


def days_of_asks(collaboration: UUID) -> dict[UUID, date]:
    """The last end among the rows of each ask that has dated rows."""
    return dict(_last_ends(collaboration))


@Prepared
def _last_ends(collaboration: UUID) -> QuerySet[Task, Any]:
    rows = Task.objects.standing().filter(
        collaboration=collaboration, ask__isnull=False, end__isnull=False
    )
    return rows.order_by().values("ask").annotate(last=Max("end")).values_list("ask", "last")


def last_day_of(case: UUID) -> QuerySet[Task, Any]:
    rows = Task.objects.filter(collaboration=case, removed_at=None, end__isnull=False)
    return rows.order_by("-end").values("end")[:1]
