"""Who may do what with a collaboration."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy.seats import liaises
from tongzhou.core.verdicts import Refused, Verdict, allow_if, no
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_liaison, as_person, belongs_to


def initiates(by: Person, collaboration: Collaboration) -> Standing | None:
    """The person in charge, the initiating department's liaison or head, or a delegate of these."""
    return as_person(by, collaboration.person_in_charge) or liaises(by, collaboration.department)


def may_draft(by: Person, department: Department) -> Verdict:
    """Any member, for the own department or one the person answers for."""
    if by.is_auditor:
        return no(_("An auditor reads everything and changes nothing."))
    return allow_if(
        belongs_to(by, department) or as_liaison(by, department) is not None,
        _("Only people of %(department)s may start a collaboration for it.")
        % {"department": department.name},
    )


def may_lead(by: Person, collaboration: Collaboration) -> Verdict:
    """Revise, send, pause, resume, cancel, discard, go on, call meetings."""
    return allow_if(initiates(by, collaboration) is not None, only_the_initiator(collaboration))


def as_initiator(by: Person, collaboration: Collaboration) -> Standing:
    """In which capacity `by` leads; raises `Refused`, saying who may."""
    standing = initiates(by, collaboration)
    if standing is None:
        raise Refused(only_the_initiator(collaboration))
    return standing


def only_the_initiator(collaboration: Collaboration) -> str:
    sentence = _(
        "Only the initiator may do this: %(person)s, or the liaison or head of %(department)s."
    )
    facts = {"person": collaboration.person_in_charge, "department": collaboration.department}
    return sentence % facts


may_revise = may_send = may_discard = may_divide = may_pause = may_resume = may_cancel = may_lead
