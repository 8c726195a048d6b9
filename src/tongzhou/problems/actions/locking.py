"""One problem, locked, with what every verb needs; and the ball that follows from its state."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.problems import policy
from tongzhou.problems.models import Problem, Side
from tongzhou.problems.policy import Voice

HOURS_TO_ANSWER = 16
"""Two working days: for the other side to add its facts, for the superior to rule."""

LIVING = ("asking", "dividing", "signing", "delivering", "accepting", "reviewing")
"""Collaboration states in which problems are raised and moved."""


def locked(pk: UUID) -> Problem:
    """The collaboration first, then the problem: the same order as everywhere."""
    case = moves.locked(Collaboration.objects.get(problems=pk))
    rows = Problem.objects.select_for_update(of=("self",))
    problem: Problem = rows.select_related("superior__department").get(pk=pk)
    problem.collaboration = case
    return problem


def require_living(case: Collaboration) -> None:
    if case.state not in LIVING:
        raise NotPossibleNow(_("Problems are handled while the collaboration is going on."))


def own_voice(by: Person, problem: Problem) -> Voice:
    """The side `by` speaks for; raises `Refused` saying who may."""
    voice = policy.voice_of(by, problem)
    if voice is None:
        sides = problem.sides.select_related("department")
        names = pgettext("between names", ", ").join(side.department.name for side in sides)
        raise Refused(
            _("Only the liaisons and heads of the two sides (%(departments)s) may do this.")
            % {"departments": names}
        )
    return voice


def settle_ball(problem: Problem) -> None:
    holders = []
    sides = list(problem.sides.select_related("department__head", "department__deputy"))
    raised = next(side for side in sides if side.raised_it)
    other = next(side for side in sides if not side.raised_it)
    if problem.state == "open":
        turn = other if other.at is None else raised
        holders = [_of(turn, waiting=raised.by if turn is other else other.by, problem=problem)]
    elif problem.state == "escalated" and problem.superior:
        holders = [
            balls.Holder(
                department=problem.superior.department,
                person=problem.superior,
                waiting=raised.by,
                due_at=_due(problem.escalated_at),
            )
        ]
    elif problem.state == "ruled":
        case = problem.collaboration
        holders = [balls.Holder(department=case.department, person=case.person_in_charge)]
    balls.settle(
        "problem",
        problem.pk,
        problem.collaboration,
        state=problem.state,
        title=raised.fact,
        holders=holders,
    )


def _of(side: Side, *, waiting: Person | None, problem: Problem) -> balls.Holder:
    liaison = side.department.liaisons.select_related("person").first()
    return balls.Holder(
        department=side.department,
        person=side.by or (liaison.person if liaison else side.department.head),
        deputy=side.department.head,
        waiting=waiting,
        due_at=_due(problem.raised_at if side.at is None else _last_word(problem)),
    )


def _last_word(problem: Problem) -> datetime:
    return max(side.at for side in problem.sides.all() if side.at)


def _due(since: datetime | None) -> datetime:
    return calendar().add_working_hours(since or clock.now(), HOURS_TO_ANSWER)
