"""Who may circulate, sign, object and change, with the reason shown to people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import ChangeRequest, RowSignature, Version
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates, may_lead
from tongzhou.core.verdicts import YES, Refused, Verdict, allow_if, no
from tongzhou.org.models import Department, Person
from tongzhou.org.rules import rules
from tongzhou.org.standing import Role, Standing, as_head, as_liaison
from tongzhou.plans.models import Role as Seat

may_circulate = may_withdraw = may_take_up = may_declare = may_lead


def may_sign(by: Person, version: Version, department: Department) -> Verdict:
    """The head, the deputy or the head's delegate.

    One human being signs for one side only, unless the organisation allows it.
    """
    if as_head(by, department) is None:
        return no(only_the_head(department))
    if not rules().sign_for_several and _stands_on_another_side(by, version, department):
        return no(
            _(
                "%(person)s already stands on another side here and cannot sign for"
                " %(department)s as well. The deputy or a delegate of the head may."
            )
            % {"person": by.name, "department": department.name}
        )
    return YES


def may_object(by: Person, department: Department) -> Verdict:
    return allow_if(as_head(by, department) is not None, only_the_head(department))


def standing_of_head(by: Person, department: Department) -> Standing:
    """In which capacity `by` binds the department; raises `Refused`, saying who may."""
    standing = as_head(by, department)
    if standing is None:
        raise Refused(only_the_head(department))
    return standing


def only_the_head(department: Department) -> str:
    people = [person.name for person in (department.head, department.deputy) if person]
    if not people:
        return _("%(department)s has no head at present. Ask the administrator to name one.") % {
            "department": department.name
        }
    return _(
        "Only %(people)s, or a delegate of the head, can sign or object for %(department)s."
    ) % {"people": _(", ").join(people), "department": department.name}


def _stands_on_another_side(by: Person, version: Version, department: Department) -> bool:
    """As who asked for it, or by a signature for another department, carried ones included."""
    case, change = version.collaboration, version.change
    if by.pk == case.person_in_charge_id and department.pk != case.department_id:
        return True
    asked = change is not None and change.ruling is None and by.pk == change.by_id
    if asked and change and department.pk != change.department_id:
        return True
    others = RowSignature.objects.filter(seat__row__version=version, person=by)
    return others.exclude(seat__department=department).exists()


def may_draft_change(by: Person, collaboration: Collaboration) -> Verdict:
    """Whoever answers for a party or a row; a delegate as well."""
    return allow_if(
        side_of(by, collaboration) is not None,
        _(
            "A change is requested by the initiator, by a liaison or head of a department that"
            " takes part, or by whoever is responsible for a task."
        ),
    )


def side_of(by: Person, collaboration: Collaboration) -> tuple[Department, Standing] | None:
    """The department for which `by` may ask for a change, and in which capacity."""
    if by.is_auditor:
        return None
    if standing := initiates(by, collaboration):
        return collaboration.department, standing
    parties = Department.objects.filter(takes_part__collaboration=collaboration)
    for department in parties.select_related("head", "deputy"):
        if standing := as_liaison(by, department):
            return department, standing
    mine = Seat.objects.filter(
        Q(letter="R") | Q(letter="A"), task__collaboration=collaboration, person=by
    )
    role = mine.filter(task__removed_at=None).select_related("task__department").first()
    return (role.task.department, Standing(by, "self")) if role else None


def may_revise_change(by: Person, change: ChangeRequest) -> Verdict:
    """Its author, or whoever leads the collaboration."""
    return allow_if(_author(by, change) is not None, _only_the_author(change))


def author_of(by: Person, change: ChangeRequest) -> Standing:
    """In which capacity `by` pursues the request; raises `Refused`, saying who may."""
    standing = _author(by, change)
    if standing is None:
        raise Refused(_only_the_author(change))
    return standing


def _author(by: Person, change: ChangeRequest) -> Standing | None:
    """Whoever wrote it, and in whose place it was written; or the initiator."""
    if by.pk == change.by_id:
        return Standing(by, Role.SELF, on_behalf_of=change.on_behalf_of)
    absent = change.on_behalf_of
    if absent and by.pk == absent.pk:
        return Standing(by, Role.SELF)
    return initiates(by, change.collaboration)


def _only_the_author(change: ChangeRequest) -> str:
    return _("Only %(person)s or the initiator may do this.") % {"person": change.by.name}
