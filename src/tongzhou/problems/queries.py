"""What the problem pages show."""

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.problems.models import Problem, Ruling

OPEN = ("open", "escalated", "ruled")


def problems_of(collaboration: Collaboration) -> QuerySet[Problem]:
    problems = Problem.objects.filter(collaboration=collaboration)
    return problems.select_related("task", "superior", "ruling").prefetch_related(
        "sides__department"
    )


def open_count(collaboration: Collaboration) -> int:
    return Problem.objects.filter(collaboration=collaboration, state__in=OPEN).count()


def precedents(problem: Problem, person: Person) -> QuerySet[Ruling]:
    """Earlier rulings on the same kind that this person may see, the latest first."""
    seen = Problem.objects.visible_to(person).filter(kind=problem.kind).exclude(pk=problem.pk)
    rulings = Ruling.objects.filter(problem__in=seen, by_agreement=False)
    return rulings.select_related("problem__collaboration", "by").order_by("-at")[:5]


def ruling_of(problem: Problem) -> Ruling | None:
    return Ruling.objects.filter(problem=problem).select_related("by", "option").first()
