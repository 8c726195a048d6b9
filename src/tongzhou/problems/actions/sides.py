"""Raise a problem, add the other side, tick the facts of both, check the division table."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.problems import policy
from tongzhou.problems.actions.locking import locked, own_side, require_living, settle_ball
from tongzhou.problems.events import FactsConfirmed, ProblemRaised, SideAdded, TableChecked
from tongzhou.problems.models import Problem, Side
from tongzhou.problems.states import PROBLEM

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
        require_living(case)
        _require_two_parties(case, department, other)
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
                subject=problem.pk, collaboration=case.pk, other=other.pk, fact=said.fact
            ),
            by=by,
        )
        return problem


def add_side(problem: Problem, said: Said, *, by: Person) -> Problem:
    """The other department's own fact, impact and need; the raising side may sharpen its own."""
    _require_sound(said)
    with transaction.atomic():
        problem = locked(problem.pk)
        side = own_side(by, problem)
        PROBLEM.check(problem.state, "add_side")
        _write(side, said, by)
        settle_ball(problem)
        record(
            SideAdded(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=side.department_id,
                fact=said.fact,
            ),
            by=by,
        )
        return problem


def agree_facts(problem: Problem, *, by: Person) -> Problem:
    """This side's tick: the facts of both are true, whatever follows from them."""
    with transaction.atomic():
        problem = locked(problem.pk)
        side = own_side(by, problem)
        PROBLEM.check(problem.state, "agree_facts")
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
                department=side.department_id,
            ),
            by=by,
        )
        return problem


def check_table(problem: Problem, *, table_says: str, by: Person) -> Problem:
    """A responsibility dispute looks at the signed row first: what does the table say?"""
    if not table_says.strip():
        raise Invalid(
            _("Please correct the marked fields."),
            errors={"table_says": _("One sentence on what the division table says, please.")},
        )
    with transaction.atomic():
        problem = locked(problem.pk)
        own_side(by, problem)
        PROBLEM.check(problem.state, "check_table")
        problem.table_says = table_says
        problem.save(update_fields=["table_says"])
        record(
            TableChecked(
                subject=problem.pk, collaboration=problem.collaboration_id, table_says=table_says
            ),
            by=by,
        )
        return problem


def _write(side: Side, said: Said, by: Person) -> None:
    """New words take back both ticks: what was confirmed has changed."""
    side.fact, side.impact, side.need = said.fact, said.impact, said.need
    side.by, side.at = by, clock.now()
    side.save()
    side.problem.sides.update(confirms_facts_at=None, confirmed_by=None)


def _require_sound(said: Said) -> None:
    errors: dict[str, Sentence] = {}
    for field in ("fact", "impact", "need"):
        text = getattr(said, field)
        if not text.strip():
            errors[field] = _("Please say it in one sentence.")
        elif len(text) > LONGEST:
            errors[field] = _("At most %(limit)s characters, please.") % {"limit": LONGEST}
    if errors:
        raise Invalid(_("Please correct the marked fields."), errors=errors)


def _require_two_parties(case: Collaboration, department: Department, other: Department) -> None:
    parties = set(case.parties.values_list("department_id", flat=True))
    if department.pk == other.pk or not {department.pk, other.pk} <= parties:
        raise Invalid(
            _("Please correct the marked fields."),
            errors={"other": _("Please choose another department that takes part.")},
        )
