"""Who sets goals, and who writes down what their measures stand at."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.goals.models import Goal
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_head, as_liaison


def may_set(by: Person, department: Department) -> Verdict:
    """Set, revise and close goals, add measures."""
    return allow_if(as_head(by, department) is not None, _only_the_head(department))


def may_read(by: Person, goal: Goal) -> Verdict:
    """Write down a measure's value."""
    return allow_if(as_liaison(by, goal.department) is not None, _only_the_liaison(goal.department))


def standing_to_set(by: Person, department: Department) -> Standing:
    standing = as_head(by, department)
    if standing is None:
        raise Refused(_only_the_head(department))
    return standing


def standing_to_read(by: Person, goal: Goal) -> Standing:
    standing = as_liaison(by, goal.department)
    if standing is None:
        raise Refused(_only_the_liaison(goal.department))
    return standing


def _only_the_head(department: Department) -> str:
    return _("Only the head of %(department)s, the deputy or the head's delegate may do this.") % {
        "department": department.name
    }


def _only_the_liaison(department: Department) -> str:
    return _("The liaison or head of %(department)s writes down the measures of its goals.") % {
        "department": department.name
    }
