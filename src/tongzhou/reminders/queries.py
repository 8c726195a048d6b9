"""Which matters have waited too long."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongzhou.collaborations.balls import LATER
from tongzhou.collaborations.models import Ball
from tongzhou.core import clock
from tongzhou.reminders.models import Nudge


def overdue(most: int | None = None) -> list[UUID]:
    """Balls whose next step is due, the longest overdue first."""
    return list(due().order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def due() -> QuerySet[Ball]:
    """Not reminded yet, or the patience after the last step has run out."""
    now = clock.now()
    last = Nudge.objects.filter(
        ball=OuterRef("pk"), since=OuterRef("since"), step=OuterRef("step"), next_at__lte=now
    )
    late = Ball.objects.filter(due_at__lte=now, paused_because="", person__isnull=False)
    return late.exclude(state__in=LATER).filter(Q(step=0) | Exists(last))
