"""What the problem pages show."""

from typing import Any

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.problems.models import Problem, Ruling, Side

MOST_PRECEDENTS = 5


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


def said_by(side: Side) -> dict[str, str]:
    return {"fact": side.fact, "impact": side.impact, "need": side.need}
