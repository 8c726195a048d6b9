"""Where a collaboration stands after a change request brought rows in or took them out."""

from uuid import UUID

from django.db import transaction

from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.outcomes.actions import retrospectives
from tongzhou.plans.models import Task

TO_DELIVER = ("not_started", "in_progress")


def follow_the_table(collaboration: UUID) -> None:
    """Work that is asked for again is delivered again; what was waited for and left is not."""
    with transaction.atomic():
        case = moves.locked(Collaboration(pk=collaboration))
        rows = Task.objects.filter(collaboration=case, removed_at=None)
        if case.state not in ("delivering", "accepting") or not rows.exists():
            return
        if rows.filter(state__in=TO_DELIVER).exists():
            if case.state == "accepting":
                moves.move(case, "take_back", by=None)
        elif not rows.exclude(state="accepted").exists():
            moves.move(case, "finish_acceptance", by=None)
            retrospectives.open_retrospective(case)
        elif case.state == "delivering":
            moves.move(case, "finish_delivery", by=None)
