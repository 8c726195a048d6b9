"""Raise a problem, add the other side."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.figures import Measured
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.problems import policy
from tongzhou.problems.actions.locking import locked, own_voice, require_living, settle_ball
from tongzhou.problems.events import ProblemRaised, SideAdded
from tongzhou.problems.models import Fact, Figure, Problem, Side
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.actions import calls, notices
from tongzhou.progress.actions.calls import Called
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.policy import may_acknowledge
from tongzhou.progress.sentences import refuse, require_said

LONGEST = 2000
MOST_FACTS = 8
MOST_FIGURES = 6


@dataclass(frozen=True, kw_only=True)
class Said:
    """Fact + impact + need, as one department sees it; every line of `fact` stands by itself."""

    fact: str
    impact: str
    need: str
    figures: tuple[Measured, ...] = ()

    @property
    def facts(self) -> list[str]:
        return [line.strip() for line in self.fact.splitlines() if line.strip()]


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
    notice: RiskNotice | None = None,
) -> Problem:
    """`notice` is the risk notice it grew out of; it is settled with it by whoever may."""
    _require_sound(said)
    with transaction.atomic():
        case = Collaboration.objects.select_for_update().get(pk=collaboration.pk)
        policy.may_raise(by, case, department).require()
        standing = policy.speaks_for(by, department, case)
        require_living(case)
        _require_own(case, department, other, task, notice)
        problem = Problem.objects.create(
            collaboration=case,
            number=_next_number(case),
            kind=kind,
            task=task,
            notice=notice,
            raised_by=by,
            raised_at=clock.now(),
            is_emergency=is_emergency,
        )
        _write(Side(problem=problem, department=department, raised_it=True), said, by)
        Side.objects.create(problem=problem, department=other)
        settle_ball(problem)
        event = ProblemRaised(
            subject=problem.pk, collaboration=case.pk, other=DepartmentId(other.pk), fact=said.fact
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
        if notice:
            _settle_notice(notice, problem, by=by)
        if is_emergency:
            _call_at_once(case, other, said, by=by)
        return problem


def _call_at_once(case: Collaboration, other: Department, said: Said, *, by: Person) -> None:
    """An emergency is said by phone as well: its minutes are owed within two hours."""
    liaisons = [row.person for row in other.liaisons.select_related("person")]
    people = [person for person in (*liaisons, other.head) if person and person.is_active]
    if people:
        called = Called(what=said.fact, people=people, at=clock.now())
        calls.announce(case, called, by=by)


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


def _next_number(case: Collaboration) -> int:
    last = case.problems.aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


def _write(side: Side, said: Said, by: Person) -> None:
    """A sentence that stays word for word keeps its tick; a new one has none yet."""
    side.fact, side.impact, side.need = "\n".join(said.facts), said.impact, said.need
    side.by, side.at = by, clock.now()
    side.save(force_insert=side.pk is None)
    before = {fact.text: fact for fact in side.facts.all()}
    side.facts.all().delete()
    kept = ("verdict", "doubt", "judged_by", "on_behalf_of", "judged_at")
    Fact.objects.bulk_create(
        Fact(
            side=side,
            position=place,
            text=text,
            **({name: getattr(before[text], name) for name in kept} if text in before else {}),
        )
        for place, text in enumerate(said.facts, start=1)
    )
    side.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(
            side=side, position=place, what=one.what, value=one.amount.value,
            unit=one.amount.unit, source=one.source,
        )
        for place, one in enumerate(said.figures, start=1)
    )  # fmt: skip


def _settle_notice(notice: RiskNotice, problem: Problem, *, by: Person) -> None:
    """Who may not answer the notice leaves it open: the person in charge still will."""
    notice.refresh_from_db()
    if notice.state in ("open", "acknowledged") and may_acknowledge(by, notice):
        outcome = _("Problem %(number)s was raised.") % {"number": problem.number}
        notices.settle(notice, outcome=str(outcome), became="became_problem", by=by)


def _require_sound(said: Said) -> None:
    texts = {"fact": said.fact, "impact": said.impact, "need": said.need}
    wanted = dict.fromkeys(texts, _("Please say it in one sentence."))
    require_said(texts, longest=LONGEST, needed=wanted)
    if len(said.facts) > MOST_FACTS:
        refuse({"fact": _("At most %(most)s facts, please, one a line.") % {"most": MOST_FACTS}})
    if len(set(said.facts)) < len(said.facts):
        refuse({"fact": _("Two of the facts are the same.")})
    if len(said.figures) > MOST_FIGURES:
        raise Invalid(_("At most %(most)s figures, please.") % {"most": MOST_FIGURES})


def _require_own(
    case: Collaboration, department: Department, other: Department, task: Task | None,
    notice: RiskNotice | None,
) -> None:  # fmt: skip
    parties = set(case.parties.values_list("department_id", flat=True))
    if department.pk == other.pk or not {department.pk, other.pk} <= parties:
        refuse({"other": _("Please choose another department that takes part.")})
    if task and task.collaboration_id != case.pk:
        refuse({"task": _("Please choose a task of this collaboration.")})
    if notice and notice.task.collaboration_id != case.pk:
        raise Invalid(_("This risk notice belongs to another collaboration."))
