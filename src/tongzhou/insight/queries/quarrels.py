"""Where departments wait for a way out of a problem, also of one that was taken up again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from uuid import UUID

from django.db.models import F, QuerySet

from tongzhou.insight.queries.turns import moment_of_end
from tongzhou.insight.queries.waited import Waited
from tongzhou.insight.scope import Scope
from tongzhou.journal.models import Entry
from tongzhou.problems.events import ProblemEscalated
from tongzhou.problems.models import Problem, Ruling, Side
from tongzhou.problems.states import PROBLEM

Decided = tuple[datetime, datetime | None]
Turn = tuple[datetime, str]


def problems(scope: Scope) -> Iterator[Waited]:
    """Of whoever raised it: for the other side, then for the common superior, until it is decided."""
    end = moment_of_end(scope)
    raised = Problem.objects.filter(
        collaboration__in=scope.live().values("pk"), raised_at__lte=end
    ).order_by()  # fmt: skip
    sides = defaultdict[UUID, list[UUID]](list)
    of_raiser = dict(
        Side.objects.filter(problem__in=raised.values("pk"), by=F("problem__raised_by"))
        .order_by("-at").values_list("problem", "department")
    )  # fmt: skip
    for problem, department in (
        Side.objects.filter(problem__in=raised.values("pk"))
        .order_by("pk")
        .values_list("problem", "department")
    ):
        sides[problem].append(department)
    decided = _decisions(raised)
    upwards = _escalations(problem for problem, found in decided.items() if any(
        set_aside for _at, set_aside in found
    ))  # fmt: skip
    for pk, superior, since, escalated in raised.values_list(
        "pk", "superior__department", "raised_at", "escalated_at"
    ):
        asker = of_raiser.get(pk, sides[pk][0])
        other = next((one for one in sides[pk] if one != asker), asker)
        turns = _turns(since, upwards.get(pk, escalated), decided[pk])
        for step, began, ended in _stretches(turns, end):
            asked = other if step == "open" else superior
            took = int((ended - began).total_seconds())
            yield Waited(asker, asked, PROBLEM.state(step), took)


def _decisions(raised: "QuerySet[Problem]") -> defaultdict[UUID, list[Decided]]:
    """When something was decided and when that was set aside, by problem."""
    found = defaultdict[UUID, list[Decided]](list)
    rows = Ruling.objects.filter(problem__in=raised.values("pk")).order_by("at")
    for problem, at, set_aside in rows.values_list("problem", "at", "set_aside_at"):
        found[problem].append((at, set_aside))
    return found


def _escalations(reopened: Iterable[UUID]) -> dict[UUID, datetime]:
    """Once only; of a problem taken up again the row itself tells since when it waits anew."""
    subjects = list(reopened)
    if not subjects:
        return {}
    told = Entry.objects.filter(kind=ProblemEscalated.kind, subject__in=subjects)
    return dict(told.order_by("seq").values_list("subject", "at"))


def _turns(since: datetime, escalated: datetime | None, decided: list[Decided]) -> list[Turn]:
    """When which step began; "" where nobody waits, because something is decided."""
    turns = [(since, "open")]
    if escalated:
        turns.append((escalated, "escalated"))
    for at, set_aside in decided:
        turns.append((at, ""))
        if set_aside:
            turns.append((set_aside, "escalated" if escalated and escalated <= at else "open"))
    return sorted(turns, key=itemgetter(0))


def _stretches(turns: list[Turn], end: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    for (began, step), (ended, _next) in pairwise([*turns, (end, "")]):
        if step and began < min(ended, end):
            yield step, began, min(ended, end)
