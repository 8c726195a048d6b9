"""Who may update a task and who deals with a risk notice."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Role as Seat
from tongzhou.org.standing import Standing, as_liaison, as_person
from tongzhou.plans.models import Role, Task
from tongzhou.progress.models import RiskNotice, UrgentCall


def may_check_in(by: Person, task: Task) -> Verdict:
    return allow_if(carries(by, task), _only_who_carries(task))


def as_carrier(by: Person, task: Task) -> Standing:
    """In which capacity `by` speaks for the task; raises `Refused`, saying who may."""
    standing = carrying(by, task)
    if standing is None:
        raise Refused(_only_who_carries(task))
    return standing


def may_trust(by: Person, task: Task) -> Verdict:
    return allow_if(trusting(by, task) is not None, _only_who_waits(task))


def as_waiting(by: Person, task: Task) -> tuple[Standing, Department]:
    """For which department `by` says how sure it is of somebody else's row; raises `Refused`."""
    found = trusting(by, task)
    if found is None:
        raise Refused(_only_who_waits(task))
    return found


def trusting(by: Person, task: Task) -> tuple[Standing, Department] | None:
    """The initiating side, or whoever answers for a department that supports or awaits the row."""
    case = task.collaboration
    if case.department_id != task.department_id and (standing := case_policy.initiates(by, case)):
        return standing, case.department
    beside = Q(supported__task=task) | Q(tasks__waits_for__on=task, tasks__removed_at=None)
    sides = Department.objects.filter(beside).exclude(pk=task.department_id).distinct()
    for side in sides.select_related("head", "deputy"):
        if standing := as_liaison(by, side):
            return standing, side
    return None


def may_acknowledge(by: Person, notice: RiskNotice) -> Verdict:
    collaboration = notice.task.collaboration
    return allow_if(
        case_policy.initiates(by, collaboration) is not None,
        _("The person in charge, %(person)s, deals with risk notices.")
        % {"person": collaboration.person_in_charge},
    )


def as_caller(by: Person, collaboration: Collaboration) -> Standing:
    """Anybody who stands for a party or carries one of its tasks writes down an urgent call."""
    standing = _calling(by, collaboration)
    if standing is None:
        raise Refused(_ONLY_CALLERS)
    return standing


def may_call_urgently(by: Person, collaboration: Collaboration) -> Verdict:
    return allow_if(_calling(by, collaboration) is not None, _ONLY_CALLERS)


def as_minuter(by: Person, call: UrgentCall) -> Standing:
    """The caller, or whoever answers for the caller's department."""
    standing = minuting(by, call)
    if standing is None:
        raise Refused(
            _("%(person)s, or the liaison or head of %(department)s, writes these minutes.")
            % {"person": call.by, "department": call.by.department}
        )
    return standing


def minuting(by: Person, call: UrgentCall) -> Standing | None:
    return as_person(by, call.by) or as_liaison(by, call.by.department)


_ONLY_CALLERS = _(
    "Urgent calls are written down by whoever stands for a party or carries one of its tasks."
)


def _calling(by: Person, collaboration: Collaboration) -> Standing | None:
    if by.is_auditor:
        return None
    if standing := case_policy.initiates(by, collaboration):
        return standing
    parties = collaboration.parties.select_related("department__head", "department__deputy")
    found = next(filter(None, (as_liaison(by, party.department) for party in parties)), None)
    rows = Task.objects.filter(collaboration=collaboration, removed_at=None)
    return found or (Standing(by, Seat.SELF) if carried(by, rows) else None)


def carries(by: Person, task: Task) -> bool:
    return carrying(by, task) is not None


def carrying(by: Person, task: Task) -> Standing | None:
    """R or A in person, then a seat of the owning department, then R or A in somebody's place."""
    if by.is_auditor:
        return None
    people = stands_for(by)
    roles = Role.objects.filter(task=task, letter__in=("R", "A"), person__in=people)
    named = {role.person for role in roles.select_related("person") if role.person}
    if by in named:
        return Standing(by, Seat.SELF)
    absent = next((person for person in people if person in named), None)
    in_place = Standing(by, Seat.SELF, on_behalf_of=absent) if absent else None
    return as_liaison(by, task.department) or in_place


def carried(by: Person, tasks: QuerySet[Task]) -> set[UUID]:
    """Tasks for which `by` is R or A, or the owning department's liaison, head or deputy.

    A delegate counts for whom they stand in for today. One query, however many tasks; the same
    as `carrying` says of each.
    """
    if by.is_auditor:
        return set()
    people = stands_for(by)
    named = Q(roles__letter__in=("R", "A"), roles__person__in=people)
    heads = Q(department__head__in=people) | Q(department__deputy=by)
    answers = heads | Q(department__liaisons__person__in=people)
    return set(tasks.filter(named | answers).values_list("pk", flat=True))


def _only_who_waits(task: Task) -> str:
    return _(
        "How sure one is of this row is said by the initiating side, and by departments that support"
        " or await it; never by %(department)s itself."
    ) % {"department": task.department}


def _only_who_carries(task: Task) -> str:
    return _(
        "Updates come from those who carry the task, or from the liaison or head of %(department)s."
    ) % {"department": task.department}
