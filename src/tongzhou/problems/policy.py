"""Who speaks for a side, who may escalate, who rules."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Verdict, allow_if, no
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_liaison, as_person
from tongzhou.plans.models import Role
from tongzhou.problems.models import Problem, Side


def may_raise(by: Person, collaboration: Collaboration, department: Department) -> Verdict:
    """Liaison, head, person in charge, or somebody who carries one of the department's tasks."""
    return allow_if(
        speaks_for(by, department, collaboration),
        _(
            "Problems of %(department)s are raised by its liaison, its head or those who carry its tasks."
        )
        % {"department": department},
    )


def may_speak(by: Person, side: Side) -> Verdict:
    return allow_if(
        speaks_for(by, side.department, side.problem.collaboration),
        _("The liaison or head of %(department)s speaks for this side.")
        % {"department": side.department},
    )


def may_rule(by: Person, problem: Problem) -> Verdict:
    if problem.superior is None:
        return no(_("The problem has not reached a common superior yet."))
    return allow_if(
        as_person(by, problem.superior) is not None,
        _("%(person)s rules on this problem.") % {"person": problem.superior},
    )


def may_close(by: Person, problem: Problem) -> Verdict:
    case = problem.collaboration
    return allow_if(
        case_policy.initiates(by, case) is not None,
        _("The person in charge, %(person)s, closes it.") % {"person": case.person_in_charge},
    )


def speaks_for(by: Person, department: Department, collaboration: Collaboration) -> bool:
    if as_liaison(by, department):
        return True
    if department.pk == collaboration.department_id:
        return case_policy.initiates(by, collaboration) is not None
    carried = Role.objects.filter(
        task__collaboration=collaboration, task__department=department, letter__in=("R", "A")
    )
    return carried.filter(person=by).exists()


def side_of(by: Person, problem: Problem) -> Side | None:
    """The side this person speaks for; the one that raised it first."""
    sides = problem.sides.select_related("department__head", "problem__collaboration")
    return next((side for side in sides if may_speak(by, side)), None)
