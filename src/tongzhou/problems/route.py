"""What must have happened before a problem goes up to the common superior; emergencies skip it."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Meeting
from tongzhou.core.verdicts import YES, Verdict, allow_if
from tongzhou.problems.models import Problem


def is_open_upwards(problem: Problem) -> Verdict:
    """Whether levels have been kept; the reason says what comes first."""
    match problem.kind:
        case _kind if problem.is_emergency:
            return YES
        case Problem.Kind.RESPONSIBILITY:
            return allow_if(
                bool(problem.table_says),
                _(
                    "Responsibility disputes go back to the division table first: what does the row say?"
                ),
            )
        case Problem.Kind.GOAL:
            return allow_if(
                _have_met(problem),
                _(
                    "Conflicting goals first meet: a special meeting with the data of both sides, please."
                ),
            )
        case _kind:
            return YES


def _have_met(problem: Problem) -> bool:
    met = Meeting.objects.filter(
        collaboration=problem.collaboration,
        kind=Meeting.Kind.SPECIAL,
        state="held",
        held_at__gte=problem.raised_at,
    )
    return met.exists() and not problem.sides.filter(at=None).exists()
