"""What becomes of a decision when its change is applied, or is not."""

from uuid import UUID

from django.db import transaction

from tongzhou.agreements.models import ChangeRequest
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.problems.actions.locking import LIVING, locked, settle_ball
from tongzhou.problems.events import ProblemClosed, ProblemReopened
from tongzhou.problems.models import Problem, Ruling
from tongzhou.problems.states import PROBLEM


def close_carried_out(change: UUID) -> None:
    """The change a ruling asked for is applied: its problem closes by itself."""
    with transaction.atomic():
        ruling = ChangeRequest.objects.values("ruling").get(pk=change)["ruling"]
        for pk in Problem.objects.filter(rulings=ruling, state="ruled").values_list(
            "pk", flat=True
        ):
            problem = locked(pk)
            problem.state = PROBLEM.after(problem.state, "close")
            problem.save(update_fields=["state"])
            settle_ball(problem)
            record(
                ProblemClosed(subject=problem.pk, collaboration=problem.collaboration_id), by=None
            )


def reopen(change: UUID) -> None:
    """The change did not come about: its ruling is set aside, whoever decided decides again."""
    with transaction.atomic():
        request = ChangeRequest.objects.get(pk=change)
        if request.ruling is None:
            return
        ruling = Ruling.objects.get(pk=request.ruling)
        problem = locked(ruling.problem_id)
        undone = ruling.set_aside_at or problem.state not in ("ruled", "settled")
        if undone or problem.collaboration.state not in LIVING:
            return
        ruling.set_aside_at, ruling.set_aside_because = clock.now(), request.ended_because
        ruling.save(update_fields=["set_aside_at", "set_aside_because"])
        back = "open" if problem.superior_id is None else "escalated"
        problem.state = PROBLEM.after(problem.state, "reopen", to=back)
        problem.settled_at = None
        if back == "escalated":
            problem.escalated_at = clock.now()
        problem.save(update_fields=["state", "settled_at", "escalated_at"])
        settle_ball(problem)
        record(
            ProblemReopened(
                subject=problem.pk, collaboration=problem.collaboration_id, number=request.number
            ),
            by=None,
        )
