"""Who may update a task and who deals with a risk notice."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.policy import cases as case_policy
from tongzhou.core.verdicts import Verdict, allow_if
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.progress.models import RiskNotice


def may_check_in(by: Person, task: Task) -> Verdict:
    return allow_if(
        carries(by, task),
        _(
            "Updates come from those who carry the task, or from the liaison or head of %(department)s."
        )
        % {"department": task.department},
    )


def may_acknowledge(by: Person, notice: RiskNotice) -> Verdict:
    collaboration = notice.task.collaboration
    return allow_if(
        case_policy.initiates(by, collaboration) is not None,
        _("The person in charge, %(person)s, deals with risk notices.")
        % {"person": collaboration.person_in_charge},
    )


def carries(by: Person, task: Task) -> bool:
    return task.pk in carried(by, Task.objects.filter(pk=task.pk))


def carried(by: Person, tasks: QuerySet[Task]) -> set[UUID]:
    """Tasks for which `by` is R or A, or the owning department's liaison, head or deputy.

    A delegate counts for whom they stand in for today. One query, however many tasks.
    """
    people = stands_for(by)
    named = Q(roles__letter__in=("R", "A"), roles__person__in=people)
    heads = Q(department__head__in=people) | Q(department__deputy=by)
    answers = heads | Q(department__liaisons__person__in=people)
    return set(tasks.filter(named | answers).values_list("pk", flat=True))
