"""What the pages of goals show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongzhou.core import clock
from tongzhou.goals import policy
from tongzhou.goals.models import Goal, Measure, Reading
from tongzhou.goals.tree import MeasureLine, Node, Picture, drawn, grown
from tongzhou.journal import queries as journal
from tongzhou.org.hierarchy import ancestors, stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of
from tongzhou.org.standing import as_head

MOST_GOALS = 500
MOST_READINGS = 60


@dataclass(frozen=True)
class Forest:
    roots: list[Node]
    picture: Picture
    is_cut: bool

    @property
    def lines(self) -> list[tuple[Node, int]]:
        return [line for root in self.roots for line in root.walk()]


def forest(person: Person, *, on: date, department: Department | None = None) -> Forest:
    """The goals that run on a day; of one department with what serves them and what they serve."""
    rows = Goal.objects.visible_to(person).filter(since__lte=on, until__gte=on)
    if department:
        above = [one.pk for one in ancestors(department)]
        rows = rows.filter(
            Q(department__path__startswith=department.path) | Q(department__in=above)
        )
    goals = list(rows.select_related("department", "closing")[: MOST_GOALS + 1])
    shown = goals[:MOST_GOALS]
    measures = Measure.objects.filter(goal__in=[goal.pk for goal in shown])
    roots = grown(shown, measures, on)
    if department:
        roots = [root for root in (_pruned(one, department) for one in roots) if root]
    return Forest(roots, drawn(roots), len(goals) > MOST_GOALS)


def _pruned(node: Node, department: Department) -> Node | None:
    """Without branches that lead to nothing of the department."""
    node.children = [one for one in (_pruned(child, department) for child in node.children) if one]
    own = node.goal.department.path.startswith(department.path)
    return node if own or node.children else None


def departments_with_goals() -> QuerySet[Department]:
    return Department.objects.filter(goals__isnull=False).distinct().order_by("path")


def page(goal: Goal, person: Person) -> dict[str, Any]:
    """A goal with its measures, what serves it and whom it serves."""
    serving = _below(goal)
    measures = Measure.objects.filter(goal__in=[one.pk for one in serving])
    [node] = grown(serving, measures, clock.today())
    is_open = not node.outcome
    return {
        "goal": goal,
        "node": node,
        "closing": getattr(goal, "closing", None),
        "picture": drawn([node]),
        "may_set": is_open and bool(policy.may_set(person, goal.department)),
        "may_read": is_open and bool(policy.may_read(person, goal)),
        "readings": _readings(goal),
        "lines": journal.of_subject(goal.pk, names=names_of),
    }


def _below(goal: Goal) -> list[Goal]:
    """The goal and all that serve it, level by level."""
    found, level = [goal], [goal.pk]
    while level and len(found) < MOST_GOALS:
        rows = Goal.objects.filter(parent__in=level).select_related("department", "closing")
        children = list(rows)
        found += children
        level = [child.pk for child in children]
    return found


@dataclass(frozen=True, slots=True)
class Course:
    """A measure over time as a small line: `points` in a box of 100 × 28."""

    points: str
    rows: list[Reading]


def _readings(goal: Goal) -> dict[Any, Course]:
    rows = Reading.objects.filter(measure__goal=goal).select_related(
        "by", "on_behalf_of", "measure"
    )
    by_measure: dict[Any, list[Reading]] = {}
    for row in rows[: MOST_READINGS * 6]:
        by_measure.setdefault(row.measure_id, []).append(row)
    return {pk: Course(_points(found), found[:6]) for pk, found in by_measure.items()}


def _points(readings: list[Reading]) -> str:
    """The start and then every reading, oldest first."""
    measure = readings[0].measure
    values = [
        float(measure.baseline),
        *(float(one.value) for one in reversed(readings[:MOST_READINGS])),
    ]
    low = min(*values, float(measure.target))
    span = (max(*values, float(measure.target)) - low) or 1.0
    step = 100 / max(len(values) - 1, 1)
    return " ".join(
        f"{place * step:.1f},{26 - (value - low) / span * 24:.1f}"
        for place, value in enumerate(values)
    )


def led_by(person: Person) -> list[Department]:
    """Departments for which this person may set goals."""
    people = stands_for(person)
    rows = (
        Department.objects.living().filter(Q(head__in=people) | Q(deputy=person)).order_by("path")
    )
    return [one for one in rows if as_head(person, one)]


def possible_parents(departments: list[Department], *, but: Goal | None = None) -> QuerySet[Goal]:
    """Goals of these departments and of those above them that are still open."""
    paths = {above.path for one in departments for above in ancestors(one)}
    rows = Goal.objects.filter(department__path__in=paths, closing=None)
    rows = rows.filter(until__gte=clock.today()).select_related("department")
    return rows.exclude(pk=but.pk) if but else rows


def measures_of(departments: list[Any]) -> QuerySet[Measure]:
    """What these departments are measured by now: what a promise can help along."""
    today = clock.today()
    rows = Measure.objects.filter(goal__department__in=departments, goal__closing=None)
    return rows.filter(goal__since__lte=today, goal__until__gte=today).select_related(
        "goal__department"
    )


__all__ = ["Forest", "MeasureLine", "departments_with_goals", "forest", "led_by", "measures_of",
           "page", "possible_parents"]  # fmt: skip
