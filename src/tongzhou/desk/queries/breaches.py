"""Promised answers that are late, as the heads of both sides see them alike."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongzhou.collaborations.models import Ball
from tongzhou.collaborations.queries.turns import stand_in
from tongzhou.core import clock
from tongzhou.desk.queries.lines import COLUMNS, Waiting, line
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.reading import read_by

MOST = 10


def late_answers(person: Person) -> list[Waiting]:
    """To or from a department this person heads, whichever side is late, held by somebody else."""
    return [line(*row) for row in _late(person, clock.today(), clock.now())]


@read_by
def _late(person: Person, today: date, now: datetime) -> QuerySet[Ball]:
    people = stands_for(person)
    led = Q(department__head__in=people) | Q(collaboration__department__head__in=people)
    deputised = Q(department__deputy__in=people) | Q(collaboration__department__deputy__in=people)
    asks = Ball.objects.visible_to(person).filter(led | deputised, kind="ask", due_at__lt=now)
    late = asks.filter(paused_because="").exclude(person__in=people)
    return late.annotate(stand_in=stand_in(today)).values_list(*COLUMNS)[:MOST]
