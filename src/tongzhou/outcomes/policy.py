"""Who delivers, who accepts, who looks back."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.core.verdicts import YES, Refused, Verdict, allow_if, no
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_liaison, as_person
from tongzhou.outcomes.models import Cosignature, Delivery, Improvement, Result
from tongzhou.plans.models import Task
from tongzhou.progress.policy import carries, carrying


def as_deliverer(by: Person, task: Task) -> Standing:
    """In which capacity `by` hands the task over; raises `Refused`, saying who may."""
    standing = carrying(by, task)
    if standing is None:
        raise Refused(
            _("Those who carry the task, or the liaison or head of %(department)s, deliver it.")
            % {"department": task.department}
        )
    return standing


def may_deliver(by: Person, task: Task) -> Verdict:
    try:
        as_deliverer(by, task)
    except Refused as refused:
        return no(refused.sentence)
    return YES


def accepting_departments(task: Task) -> list[Department]:
    """The initiator; for the initiator's own rows the supporting departments, else the partners.

    Never the delivering side alone.
    """
    case = task.collaboration
    if task.department_id != case.department_id:
        return [case.department]
    supporting = [s.department for s in task.supports.select_related("department__head")]
    if supporting:
        return supporting
    partners = case.parties.exclude(department=task.department_id)
    return [party.department for party in partners.select_related("department__head")]


def concerned_departments(task: Task) -> list[Department]:
    """The supporting departments co-sign, as far as accepting is not up to one of them alone."""
    if not task.supports.exists():
        return []
    sides = {task.department_id, task.collaboration.department_id}
    rows = task.supports.exclude(department__in=sides).select_related("department__head")
    found = [support.department for support in rows.order_by("department__path")]
    accepting = [one.pk for one in accepting_departments(task)]
    return [] if accepting == [one.pk for one in found] and len(found) == 1 else found


def as_cosigner(by: Person, cosignature: Cosignature) -> Standing:
    """In which capacity `by` answers for the concerned department; raises `Refused`."""
    delivery = cosignature.delivery
    standing = as_liaison(by, cosignature.department)
    if standing is None:
        raise Refused(
            _("The delivery is co-signed by the liaison or head of %(department)s.")
            % {"department": cosignature.department}
        )
    people = {by.pk, standing.on_behalf_of and standing.on_behalf_of.pk}
    if people & {delivery.by_id, delivery.on_behalf_of_id} - {None}:
        raise Refused(_("Whoever handed it over leaves the co-signature to a colleague."))
    return standing


def may_cosign(by: Person, cosignature: Cosignature) -> Verdict:
    try:
        as_cosigner(by, cosignature)
    except Refused as refused:
        return no(refused.sentence)
    return YES


def as_acceptor(by: Person, delivery: Delivery) -> tuple[Department, Standing]:
    """For which department, and in which capacity, `by` judges; raises `Refused` saying who may.

    Nobody who carries the task or handed it over judges it, whatever else they may be; nor
    through a delegate, on either side.
    """
    task = delivery.task
    _require_another_side(by, delivery)
    departments = accepting_departments(task)
    for department in departments:
        standing = _stands_for_acceptance(by, task.collaboration, department)
        if standing:
            if standing.on_behalf_of:
                _require_another_side(standing.on_behalf_of, delivery)
            return department, standing
    names = pgettext("between names", ", ").join(one.name for one in departments)
    raise Refused(
        _("The delivery is accepted by the liaison or head of: %(departments)s.")
        % {"departments": names}
    )


def _require_another_side(person: Person, delivery: Delivery) -> None:
    handed_over = person.pk in (delivery.by_id, delivery.on_behalf_of_id)
    if handed_over or carries(person, delivery.task):
        raise Refused(_("The side that delivers does not accept its own work."))


def may_accept(by: Person, delivery: Delivery) -> Verdict:
    try:
        as_acceptor(by, delivery)
    except Refused as refused:
        return no(refused.sentence)
    return allow_if(condition=True, reason="")


def may_confirm(by: Person, result: Result) -> Verdict:
    if result.person is None:
        return no(_("Nobody was named to confirm this."))
    return allow_if(
        as_person(by, result.person) is not None,
        _("%(person)s confirms this.") % {"person": result.person},
    )


def may_lead_retrospective(by: Person, collaboration: Collaboration) -> Verdict:
    return case_policy.may_lead(by, collaboration)


def may_write_view(by: Person, collaboration: Collaboration) -> Verdict:
    """Everybody of the departments that took part, and whoever was named."""
    departments = list(collaboration.parties.values_list("department_id", flat=True))
    took_part = by.department_id in departments or any(
        as_liaison(by, party.department)
        for party in collaboration.parties.select_related("department")
    )
    return allow_if(
        took_part or collaboration.named.filter(person=by).exists(),
        _("Views come from the people of the departments that took part."),
    )


def may_finish(by: Person, improvement: Improvement) -> Verdict:
    deputy = improvement.deputy
    return allow_if(
        as_person(by, improvement.owner) is not None
        or (deputy is not None and as_person(by, deputy) is not None),
        _("%(person)s finishes this improvement.") % {"person": improvement.owner},
    )


def _stands_for_acceptance(
    by: Person, collaboration: Collaboration, department: Department
) -> Standing | None:
    if department.pk == collaboration.department_id:
        return case_policy.initiates(by, collaboration)
    return as_liaison(by, department)
