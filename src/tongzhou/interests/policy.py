"""Who speaks for a department's interests, and who leads the comparison."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration, Named
from tongzhou.collaborations.policy import initiates
from tongzhou.collaborations.policy.seats import liaises
from tongzhou.core.verdicts import YES, Refused, Verdict, allow_if
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing


def may_speak(by: Person, department: Department) -> Verdict:
    """Say what the department cares about, score for it, agree or object."""
    return allow_if(liaises(by, department) is not None, _only_its_own(department))


def may_take_part(by: Person, case: Collaboration) -> Verdict:
    """Name what helps or hurts: whoever answers for a party, or leads."""
    parties = Department.objects.filter(takes_part__collaboration=case).select_related("head")
    if any(may_speak(by, one) for one in parties):
        return YES
    return may_lead(by, case)


def voice(by: Person, department: Department) -> Standing:
    standing = liaises(by, department)
    if standing is None:
        raise Refused(_only_its_own(department))
    return standing


def facilitates(by: Person, case: Collaboration) -> bool:
    named = Named.objects.filter(collaboration=case, person=by, why=Named.Why.FACILITATOR)
    return not by.is_auditor and bool(by.remembered(f"facilitates {case.pk}", named.exists))


def leader(by: Person, case: Collaboration) -> Standing:
    """The initiator, or the neutral facilitator; raises `Refused`, saying who may."""
    standing = initiates(by, case)
    if standing is None and facilitates(by, case):
        standing = Standing(by, "facilitator")
    if standing is None:
        raise Refused(_only_the_leader(case))
    return standing


def may_lead(by: Person, case: Collaboration) -> Verdict:
    """Write the options, ask for scores, propose one."""
    allowed = initiates(by, case) is not None or facilitates(by, case)
    return allow_if(allowed, _only_the_leader(case))


def _only_its_own(department: Department) -> str:
    return _("Only the liaison or the head of %(department)s speaks for it here.") % {
        "department": department.name
    }


def _only_the_leader(case: Collaboration) -> str:
    return _(
        "%(person)s, the liaison or head of %(department)s, or the facilitator leads this."
    ) % {
        "person": case.person_in_charge,
        "department": case.department,
    }
