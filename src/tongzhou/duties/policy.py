"""Who takes a duty on, gives it up, decides about it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Refused, Verdict, allow_if, no
from tongzhou.duties.models import Duty
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_head, as_liaison, as_person


def may_report(by: Person) -> Verdict:
    """Whoever stumbles over a gap says so."""
    return allow_if(
        by.is_active and not by.is_auditor, _("Auditors read the register and leave it as it is.")
    )


def standing_of_head(by: Person, department: Department) -> Standing:
    """In which capacity `by` takes on or gives up for the department; raises `Refused`."""
    standing = as_head(by, department)
    if standing is None:
        raise Refused(
            _("Only the head of %(department)s, the deputy or the head's delegate may do this.")
            % {"department": department.name}
        )
    return standing


def may_own(by: Person) -> Verdict:
    """Take something on or give it up for any department at all."""
    led = Department.objects.filter(Q(head__in=stands_for(by)) | Q(deputy=by))
    return allow_if(
        any(as_head(by, department) for department in led),
        _("Heads of departments, their deputies and delegates take duties on and give them up."),
    )


def may_assign(by: Person, duty: Duty) -> Verdict:
    if duty.superior is None:
        return no(_("Nobody stands above the departments concerned yet."))
    return allow_if(
        as_person(by, duty.superior) is not None,
        _("%(person)s decides who owns this duty.") % {"person": duty.superior},
    )


def may_revise(by: Person, duty: Duty) -> Verdict:
    """The owner's liaison or head; without an owner whoever reported it, or the superior."""
    if duty.owner:
        return allow_if(
            as_liaison(by, duty.owner) is not None,
            _("The liaison or head of %(department)s describes this duty.")
            % {"department": duty.owner},
        )
    own = by.pk == duty.reported_by_id and not by.is_auditor
    return allow_if(
        own or bool(may_assign(by, duty)),
        _("%(person)s reported this duty and describes it.") % {"person": duty.reported_by},
    )


def may_retire(by: Person, duty: Duty) -> Verdict:
    if duty.owner:
        return allow_if(
            as_head(by, duty.owner) is not None,
            _("The head of %(department)s takes this duty out of the register.")
            % {"department": duty.owner},
        )
    return may_assign(by, duty)
