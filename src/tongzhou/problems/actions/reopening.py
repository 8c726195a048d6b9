"""What becomes of a decision when its change is applied, or is not."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.actions.locks import locked_change
from tongzhou.agreements.actions.rejecting import end
from tongzhou.agreements.models import ChangeRequest
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.problems import policy
from tongzhou.problems.actions.locking import LIVING, locked, require_living, settle_ball
from tongzhou.problems.events import ProblemClosed, ProblemReopened
from tongzhou.problems.models import Problem, Ruling
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.sentences import require_said

LONGEST = 400
UNDECIDED = ("draft", "reviewing", "signing")


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
        _set_aside(problem, ruling, request.ended_because)
        record(
            ProblemReopened(
                subject=problem.pk, collaboration=problem.collaboration_id, number=request.number
            ),
            by=None,
        )


def take_back(problem: Problem, *, reason: str, by: Person) -> Problem:
    """By whoever ruled, or a side that settled: the change ends, the problem is open again."""
    wanted = {"reason": _("One sentence that says why, please.")}
    require_said({"reason": reason}, longest=LONGEST, needed=wanted)
    with transaction.atomic():
        problem = locked(problem.pk)
        standing = policy.as_decider(by, problem)
        PROBLEM.check(problem.state, "reopen")
        require_living(problem.collaboration)
        ruling = problem.ruling
        change = ruling.change if ruling else None
        if ruling is None or change is None or change.state not in UNDECIDED:
            raise NotPossibleNow(_("What was decided is carried out already."))
        end(locked_change(change), "withdraw", standing, reason=reason.strip())
        _set_aside(problem, ruling, reason.strip())
        record(
            ProblemReopened(
                subject=problem.pk, collaboration=problem.collaboration_id, number=change.number
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )
        return problem


def _set_aside(problem: Problem, ruling: Ruling, reason: str) -> None:
    ruling.set_aside_at, ruling.set_aside_because = clock.now(), reason
    ruling.save(update_fields=["set_aside_at", "set_aside_because"])
    back = "open" if problem.superior_id is None else "escalated"
    problem.state = PROBLEM.after(problem.state, "reopen", to=back)
    problem.settled_at = None
    if back == "escalated":
        problem.escalated_at = clock.now()
    problem.save(update_fields=["state", "settled_at", "escalated_at"])
    settle_ball(problem)
