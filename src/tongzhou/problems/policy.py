"""Who speaks for a side, who may escalate, who rules."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.core.verdicts import YES, Refused, Verdict, allow_if, no
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Role as Seat
from tongzhou.org.standing import Standing, as_liaison, as_person
from tongzhou.plans.models import Role
from tongzhou.problems.models import Problem, Side


def may_raise(by: Person, collaboration: Collaboration, department: Department) -> Verdict:
    """Liaison, head, person in charge, or somebody who carries one of the department's tasks."""
    return allow_if(
        speaks_for(by, department, collaboration) is not None,
        _(
            "Problems of %(department)s are raised by its liaison, its head or those who carry its tasks."
        )
        % {"department": department},
    )


def may_rule(by: Person, problem: Problem) -> Verdict:
    if problem.superior is None:
        return no(_("The problem has not reached a common superior yet."))
    return allow_if(
        as_person(by, problem.superior) is not None,
        _("%(person)s rules on this problem.") % {"person": problem.superior},
    )


def as_decider(by: Person, problem: Problem) -> Standing:
    """In which capacity `by` takes a decision back: who ruled, or a side that settled it."""
    if problem.superior is not None:
        standing = as_person(by, problem.superior)
        if standing is None:
            raise Refused(may_rule(by, problem).reason)
        return standing
    voice = voice_of(by, problem)
    if voice is None:
        raise Refused(_("Only the two sides that settled it may take it back."))
    return Standing(by, Seat.SELF, on_behalf_of=voice.on_behalf_of)


def may_take_back(by: Person, problem: Problem) -> Verdict:
    try:
        as_decider(by, problem)
    except Refused as refused:
        return no(refused.sentence)
    return YES


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks for which side; `on_behalf_of` is set when a delegate does."""

    side: Side
    on_behalf_of: Person | None


def voice_of(by: Person, problem: Problem) -> Voice | None:
    """The side this person speaks for; the one that raised it first."""
    for side in problem.sides.all():
        standing = speaks_for(by, side.department, problem.collaboration)
        if standing:
            return Voice(side, standing.on_behalf_of)
    return None


def speaks_for(by: Person, department: Department, collaboration: Collaboration) -> Standing | None:
    standing = as_liaison(by, department)
    if standing is None and department.pk == collaboration.department_id:
        standing = case_policy.initiates(by, collaboration)
    return standing or _carries_for(by, department, collaboration)


def _carries_for(
    by: Person, department: Department, collaboration: Collaboration
) -> Standing | None:
    carried = Role.objects.filter(
        task__collaboration=collaboration,
        task__department=department,
        task__removed_at=None,
        letter__in=("R", "A"),
        person__in=stands_for(by),
    )
    people = {role.person for role in carried.select_related("person")}
    if not people:
        return None
    return Standing(by, Seat.SELF, on_behalf_of=None if by in people else people.pop())
