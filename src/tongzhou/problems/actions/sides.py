"""Raise a problem, add the other side, tick the facts of both, check the division table."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.problems import policy
from tongzhou.problems.actions.locking import locked, own_voice, require_living, settle_ball
from tongzhou.problems.events import FactsConfirmed, ProblemRaised, SideAdded, TableChecked
from tongzhou.problems.models import Problem, Side
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.sentences import refuse, require_said

LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Said:
    """Fact + impact + need, as one department sees it."""

    fact: str
    impact: str
    need: str


def raise_problem(
    collaboration: Collaboration,
    said: Said,
    *,
    kind: str,
    department: Department,
    other: Department,
    by: Person,
    task: Task | None = None,
    is_emergency: bool = False,
) -> Problem:
    _require_sound(said)
    with transaction.atomic():
        case = Collaboration.objects.select_for_update().get(pk=collaboration.pk)
        policy.may_raise(by, case, department).require()
        standing = policy.speaks_for(by, department, case)
        require_living(case)
        _require_two_parties(case, department, other)
        _require_own_task(case, task)
        last = case.problems.aggregate(last=Max("number"))["last"] or 0
        problem = Problem.objects.create(
            collaboration=case,
            number=last + 1,
            kind=kind,
            task=task,
            raised_by=by,
            raised_at=clock.now(),
            is_emergency=is_emergency,
        )
        _write(Side(problem=problem, department=department, raised_it=True), said, by)
        Side.objects.create(problem=problem, department=other)
        settle_ball(problem)
        record(
            ProblemRaised(
                subject=problem.pk,
                collaboration=case.pk,
                other=DepartmentId(other.pk),
                fact=said.fact,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of if standing else None,
        )
        return problem


def add_side(problem: Problem, said: Said, *, by: Person) -> Problem:
    """The other department's own fact, impact and need; the raising side may sharpen its own."""
    _require_sound(said)
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        PROBLEM.check(problem.state, "add_side")
        require_living(problem.collaboration)
        _write(voice.side, said, by)
        settle_ball(problem)
        record(
            SideAdded(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=DepartmentId(voice.side.department_id),
                fact=said.fact,
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def agree_facts(problem: Problem, *, by: Person) -> Problem:
    """This side's tick: the facts of both are true, whatever follows from them."""
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        side = voice.side
        PROBLEM.check(problem.state, "agree_facts")
        require_living(problem.collaboration)
        if problem.sides.filter(at=None).exists():
            raise NotPossibleNow(_("The facts are confirmed once both sides have said theirs."))
        if side.confirms_facts_at:
            return problem
        side.confirms_facts_at, side.confirmed_by = clock.now(), by
        side.save(update_fields=["confirms_facts_at", "confirmed_by"])
        record(
            FactsConfirmed(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=DepartmentId(side.department_id),
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def check_table(problem: Problem, *, table_says: str, by: Person) -> Problem:
    """A responsibility dispute looks at the signed row first: what does the table say?"""
    require_said(
        {"table_says": table_says},
        longest=LONGEST,
        needed={"table_says": _("One sentence on what the division table says, please.")},
    )
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        PROBLEM.check(problem.state, "check_table")
        require_living(problem.collaboration)
        problem.table_says = table_says
        problem.save(update_fields=["table_says"])
        record(
            TableChecked(
                subject=problem.pk, collaboration=problem.collaboration_id, table_says=table_says
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def _write(side: Side, said: Said, by: Person) -> None:
    """New words take back both ticks: what was confirmed has changed."""
    side.fact, side.impact, side.need = said.fact, said.impact, said.need
    side.by, side.at = by, clock.now()
    side.save(force_insert=side.pk is None)
    side.problem.sides.update(confirms_facts_at=None, confirmed_by=None)


def _require_sound(said: Said) -> None:
    texts = {"fact": said.fact, "impact": said.impact, "need": said.need}
    wanted = dict.fromkeys(texts, _("Please say it in one sentence."))
    require_said(texts, longest=LONGEST, needed=wanted)


def _require_two_parties(case: Collaboration, department: Department, other: Department) -> None:
    parties = set(case.parties.values_list("department_id", flat=True))
    if department.pk == other.pk or not {department.pk, other.pk} <= parties:
        refuse({"other": _("Please choose another department that takes part.")})


def _require_own_task(case: Collaboration, task: Task | None) -> None:
    if task and task.collaboration_id != case.pk:
        refuse({"task": _("Please choose a task of this collaboration.")})
