"""Who rules: a virtual team's leader where its charter says so, else the lowest common superior."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.hierarchy import common_superior
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Role
from tongzhou.problems import policy
from tongzhou.problems.models import Problem, Side
from tongzhou.teams.queries import leader_among


def neutral_superior(problem: Problem) -> Person:
    """Speaks for neither side; vacancies and whoever left are passed over."""
    sides = list(problem.sides.select_related("department__head", "by"))
    leader = _team_leader(problem, sides)
    if leader:
        return leader
    departments = [side.department for side in sides]
    biased = [*_heads(departments), problem.collaboration.person_in_charge, problem.raised_by]
    while superior := common_superior(departments, not_among=biased):
        if policy.voice_of(superior, problem) is None:
            return superior
        biased.append(superior)
    raise NotPossibleNow(
        _("Nobody above both departments can rule. Please ask the administrator to name a head.")
    )


def _heads(departments: list[Department]) -> list[Person]:
    return [department.head for department in departments if department.head]


def _team_leader(problem: Problem, sides: list[Side]) -> Person | None:
    """Of a team that both people of the problem belong to, unless the leader is one of the sides."""
    people = [_person_of(side, problem) for side in sides]
    known = [person for person in people if person]
    if len(known) < len(sides):
        return None
    leader = leader_among(known)
    return leader if leader and policy.voice_of(leader, problem) is None else None


def _person_of(side: Side, problem: Problem) -> Person | None:
    """Who spoke for the side; before it has, who does the work the problem is about."""
    if side.by or problem.task is None:
        return side.by
    working = Role.objects.filter(
        task=problem.task, task__department=side.department, person__is_active=True
    )
    role = (
        working.filter(letter__in=("R", "A")).select_related("person").order_by("-letter").first()
    )
    return role.person if role else None
