"""What the problem pages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tongzhou.agreements.queries.foresight import of_ends
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.verdicts import Sentence
from tongzhou.duties.origins import origin
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.problems.models import Fact, Option, Problem, Ruling, Side
from tongzhou.problems.precedents import precedents
from tongzhou.progress.models import RiskNotice
from tongzhou.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing that makes a ruling easy, and whether it is there."""

    sentence: Sentence
    done: bool


def begun_with(case: Collaboration, asked: Mapping[str, str], person: Person) -> dict[str, Any]:
    """What a new problem starts from: a row, a request that was declined, a risk notice."""
    given = {key: asked.get(key, "") for key in ("kind", "task", "other")}
    start = {**given, "department": person.department_id}
    return {
        **start,
        **_declined(case, asked.get("ask", "")),
        **_warned(case, asked.get("notice", "")),
    }


def problems_of(collaboration: Collaboration) -> QuerySet[Problem]:
    problems = Problem.objects.filter(collaboration=collaboration)
    return problems.select_related("task", "superior").prefetch_related(
        "sides__department", "rulings"
    )


def with_everything(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """Problems with all that their page shows."""
    facts = Fact.objects.select_related("judged_by", "on_behalf_of")
    sides = Side.objects.select_related("department", "by").prefetch_related(
        Prefetch("facts", facts), "figures"
    )
    rulings = Ruling.objects.select_related("by", "on_behalf_of", "option")
    return rows.select_related(
        "collaboration__department", "collaboration__person_in_charge", "superior", "meeting",
        "notice", "task__department",
    ).prefetch_related(
        Prefetch("sides", sides), Prefetch("rulings", rulings),
        Prefetch("options", Option.objects.select_related("department", "task")),
    )  # fmt: skip


def page(problem: Problem, person: Person) -> dict[str, Any]:
    ruling = problem.ruling
    sides = list(problem.sides.all())
    return {
        "problem": problem,
        "ruling": ruling,
        "set_aside": [one for one in problem.rulings.all() if one.set_aside_at],
        "change": ruling.change if ruling and ruling.option and ruling.option.task_id else None,
        "sides": sides,
        "both_said": all(side.at for side in sides),
        "options": list(problem.options.all()),
        "foresight": foresight(problem) if not ruling else {},
        "row": _row(problem.task) if problem.kind == "responsibility" and problem.task else None,
        "ready": ready(problem, sides),
        "precedents": precedents(problem, person),
    }


def foresight(problem: Problem) -> dict[UUID, list[str]]:
    """By option what its date would do to others, as of the version in force."""
    dated = {
        one.pk: (one.task_id, one.new_end)
        for one in problem.options.all()
        if one.task_id and one.new_end
    }
    found = of_ends(problem.collaboration_id, set(dated.values())) if dated else {}
    return {key: found.get(end, []) for key, end in dated.items()}


def ready(problem: Problem, sides: list[Side]) -> list[Ready]:
    """What the superior will look for; nothing of it holds anybody up but the route itself."""
    facts = [fact for side in sides for fact in side.facts.all()]
    found = [
        Ready(_("Both sides have said their facts"), all(side.at for side in sides)),
        Ready(
            _("Every fact is ticked or disputed by the other side"),
            bool(facts) and all(fact.verdict for fact in facts),
        ),
        Ready(_("A figure from each side"), all(side.figures.all() for side in sides)),
        Ready(_("Two or three options with their consequence"), len(problem.options.all()) >= 2),
    ]
    if problem.kind == Problem.Kind.RESPONSIBILITY:
        found.insert(0, Ready(_("What the division table says"), bool(problem.table_says)))
    if problem.kind == Problem.Kind.GOAL:
        held = problem.meeting is not None and problem.meeting.state == "held"
        found.append(Ready(_("The special meeting was held"), held))
    return found


@origin("problem")
def where_found(problem: UUID, person: Person) -> tuple[str, str] | None:
    """The problem a gap in the responsibility register came up in."""
    row = (
        Problem.objects.visible_to(person)
        .select_related("collaboration")
        .filter(pk=problem)
        .first()
    )
    return (row.collaboration.name, address("problem", row.pk)) if row else None


def theirs(problem: Problem, own: Side | None) -> list[Fact]:
    """The other side's facts: those this side ticks."""
    if own is None:
        return []
    others = [side for side in problem.sides.all() if side.pk != own.pk]
    return [fact for side in others for fact in side.facts.all()]


def _row(task: Task) -> dict[str, Any]:
    """The row the dispute is about, as the table has it."""
    roles = task.roles.select_related("person", "department").order_by("letter")
    return {
        "task": task,
        "roles": [(one.letter, str(one.person or one.department)) for one in roles],
        "supports": [one.department.name for one in task.supports.select_related("department")],
    }


def _declined(case: Collaboration, key: str) -> dict[str, Any]:
    try:
        ask = case.asks.select_related("department").get(pk=UUID(key), state="declined")
    except (ValueError, Ask.DoesNotExist):
        return {}
    facts = {
        "department": ask.department.name,
        "what": ask.title,
        "reason": ask.answers.filter(verb="decline").values_list("sentence", flat=True).last(),
    }
    return {
        "kind": Problem.Kind.RESOURCE,
        "department": case.department_id,
        "other": ask.department_id,
        "fact": _("%(department)s declined “%(what)s”: %(reason)s") % facts,
    }


def _warned(case: Collaboration, key: str) -> dict[str, Any]:
    notices = RiskNotice.objects.select_related("task")
    try:
        notice = notices.get(pk=UUID(key), task__collaboration=case)
    except (ValueError, RiskNotice.DoesNotExist):
        return {}
    own = notice.task.department_id
    return {
        "kind": Problem.Kind.RESOURCE,
        "notice": notice.pk,
        "task": notice.task_id,
        "department": own,
        "other": case.department_id if own != case.department_id else "",
        "fact": notice.fact,
        "impact": _("“%(task)s” was promised for %(day)s.")
        % {"task": notice.task.name, "day": notice.date_at_risk.isoformat()},
        "need": notice.need or notice.proposal,
    }
