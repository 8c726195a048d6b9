"""Requests of the demonstration say which measures of both sides they move, or why none yet."""

from collections import defaultdict
from uuid import UUID

from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.measures import nearest
from tongzhou.goals.models import Measure
from tongzhou.goals.queries import measures_of
from tongzhou.interests.actions import effects
from tongzhou.interests.actions.said import AT_REST
from tongzhou.org.models import Department

NONE_YET = "今年的目标里还没有对应的数字"


def link_requests() -> None:
    """Whoever has not answered yet may still link the own measure: one tap to try."""
    asks = Ask.objects.exclude(collaboration__state__in=AT_REST).select_related(
        "department", "collaboration__department", "collaboration__person_in_charge"
    )
    known: defaultdict[UUID, list[Measure]] = defaultdict(list)
    for measure in measures_of(list(Department.objects.living())):
        known[measure.goal.department_id].append(measure)
    for ask in asks.order_by("sent_at", "id"):
        sides = [ask.collaboration.department]
        if ask.state not in ("draft", "sent"):
            sides.append(ask.department)
        for side in sides:
            _link(ask, side, known[side.pk])


def _link(ask: Ask, side: Department, measures: list[Measure]) -> None:
    lead = ask.collaboration.person_in_charge
    if measures:
        best = nearest(measures, (ask.gain, ask.what, ask.why))[0]
        effects.name(ask.collaboration, effects.Edge(best, ask=ask), by=lead)
    else:
        effects.say_none_yet(ask, department=side, reason=NONE_YET, by=lead)
