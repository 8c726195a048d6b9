"""Who may update a task and who deals with a risk notice."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.standing import Role as Seat
from tongzhou.org.standing import Standing, as_liaison
from tongzhou.plans.models import Role, Task
from tongzhou.progress.models import RiskNotice


def may_check_in(by: Person, task: Task) -> Verdict:
    return allow_if(carries(by, task), _only_who_carries(task))


def as_carrier(by: Person, task: Task) -> Standing:
    """In which capacity `by` speaks for the task; raises `Refused`, saying who may."""
    standing = carrying(by, task)
    if standing is None:
        raise Refused(_only_who_carries(task))
    return standing


def may_acknowledge(by: Person, notice: RiskNotice) -> Verdict:
    collaboration = notice.task.collaboration
    return allow_if(
        case_policy.initiates(by, collaboration) is not None,
        _("The person in charge, %(person)s, deals with risk notices.")
        % {"person": collaboration.person_in_charge},
    )


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


def _only_who_carries(task: Task) -> str:
    return _(
        "Updates come from those who carry the task, or from the liaison or head of %(department)s."
    ) % {"department": task.department}
