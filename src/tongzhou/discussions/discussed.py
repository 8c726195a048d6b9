"""What of the packages below can be talked about.

A title is kept with the entry in the journal and read in any language: it is the matter's own
words, never a word of ours.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.core import clock
from tongzhou.discussions.subjects import discussed, place
from tongzhou.duties.models import Duty
from tongzhou.goals.models import Closing, Goal
from tongzhou.org.models import Department, Liaison, Person
from tongzhou.teams.models import Loan, Team


def meeting(row: Meeting) -> str:
    return row.agenda.strip() or f"{row.starts_at.astimezone(clock.zone()):%Y-%m-%d %H:%M}"


discussed("collaboration", Collaboration, title=str, case="pk")
discussed("ask", Ask, title=str)
discussed("meeting", Meeting, title=meeting)


def answering_for(*departments: UUID) -> Iterator[UUID]:
    """Their heads and liaisons."""
    headed = Department.objects.filter(pk__in=departments, head__isnull=False)
    yield from headed.values_list("head", flat=True)
    yield from Liaison.objects.filter(department__in=departments).values_list("person", flat=True)


def of_duty(pk: UUID) -> Iterator[UUID]:
    duty = Duty.objects.get(pk=pk)
    if duty.owner_id:
        return answering_for(duty.owner_id)
    return iter([duty.superior_id] if duty.superior_id else [])


def of_team(pk: UUID) -> Iterator[UUID]:
    yield from Team.objects.filter(pk=pk).values_list("leader", flat=True)
    yield from Loan.objects.filter(team=pk, state="signed").values_list("person", flat=True)


def of_goal(pk: UUID) -> Iterator[UUID]:
    return answering_for(*Goal.objects.filter(pk=pk).values_list("department", flat=True))


place(
    "department", Department, concerned=answering_for,
    is_over=lambda row: row.dissolved_at is not None,
)  # fmt: skip
place(
    "person", Person, concerned=lambda pk: [pk],
    is_over=lambda row: not row.is_active, hides=Q(anonymised_at__isnull=False),
)  # fmt: skip
place("duty", Duty, concerned=of_duty, is_over=lambda row: row.state == "retired")
place(
    "team", Team, concerned=of_team,
    is_over=lambda row: row.state == "ended", hides=Q(state="draft"),
)  # fmt: skip
place(
    "goal", Goal, concerned=of_goal,
    is_over=lambda row: Closing.objects.filter(goal=row).exists(),
)  # fmt: skip
