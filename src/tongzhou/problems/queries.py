"""What the problem pages show."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.org.models import Person
from tongzhou.problems.models import Problem, Ruling, Side

MOST_PRECEDENTS = 5


def begun_with(case: Collaboration, asked: Mapping[str, str], person: Person) -> dict[str, Any]:
    """What a new problem starts from: a row, or a request that was declined."""
    given = {key: asked.get(key, "") for key in ("kind", "task", "other")}
    return {**given, "department": person.department_id, **_declined(case, asked.get("ask", ""))}


def problems_of(collaboration: Collaboration) -> QuerySet[Problem]:
    problems = Problem.objects.filter(collaboration=collaboration)
    return problems.select_related("task", "superior", "ruling").prefetch_related(
        "sides__department"
    )


def page(problem: Problem, person: Person) -> dict[str, Any]:
    ruling = Ruling.objects.filter(problem=problem).select_related("by", "on_behalf_of").first()
    return {
        "problem": problem,
        "ruling": ruling,
        "change": ruling.change if ruling else None,
        "sides": list(problem.sides.select_related("department", "by", "confirmed_by")),
        "options": list(problem.options.select_related("department", "task")),
        "precedents": precedents(problem, person),
    }


def precedents(problem: Problem, person: Person) -> list[Ruling]:
    """Earlier rulings on the same kind that this person may see, the latest first."""
    seen = Problem.objects.visible_to(person).filter(kind=problem.kind).exclude(pk=problem.pk)
    rulings = Ruling.objects.filter(problem__in=seen, by_agreement=False)
    return list(
        rulings.select_related("problem__collaboration", "by").order_by("-at")[:MOST_PRECEDENTS]
    )


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


def said_by(side: Side) -> dict[str, str]:
    return {"fact": side.fact, "impact": side.impact, "need": side.need}
