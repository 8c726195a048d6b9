"""What is open in a collaboration: how much of each kind, whose move comes first, what is stuck.

While it is being delivered every row of its table has a ball. They are counted where they lie, and
only those that the page names are loaded.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Value, When

from tongzhou.collaborations.balls import LATER
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.queries.turns import with_people
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Person

TROUBLE = ("problem", "risk_notice")
STUCK = ("declined", "countered", "conditional", "optioned", "asked_back")
MOST_STUCK = 3


class Group(NamedTuple):
    """Balls of one kind in one state, and between when and when they are due."""

    kind: str
    state: str
    number: int
    first_due: datetime | None
    last_due: datetime | None


@dataclass(frozen=True)
class OpenMatters:
    """`foremost` is whose move comes first, None where everything rests; `stuck` the most urgent."""

    groups: tuple[Group, ...]
    foremost: Ball | None
    stuck: tuple[Ball, ...]

    @cached_property
    def standing(self) -> tuple[Group, ...]:
        """Of what has to be done now."""
        return tuple(group for group in self.groups if group.state not in LATER)

    @property
    def count(self) -> int:
        return sum(group.number for group in self.standing)

    def count_of(self, *kinds: str) -> int:
        return sum(group.number for group in self.standing if group.kind in kinds)

    def has(self, kind: str, *states: str) -> bool:
        """Whether something of the kind waits, in one of these states where any are named."""
        return any(
            group.kind == kind and (not states or group.state in states) for group in self.standing
        )

    def days(self) -> set[date]:
        """The first and the last day on which something of each kind is due."""
        due = (at for group in self.groups for at in (group.first_due, group.last_due) if at)
        return {at.astimezone(clock.zone()).date() for at in due}


def open_matters(
    collaboration: Collaboration, person: Person | None = None, matter: UUID | None = None
) -> OpenMatters:
    """The ball of `matter` comes first, then those with a clock: the person's own, the most urgent
    one; what is paused, and what nobody has to do yet, come after what runs.
    """
    groups = tuple(Group(*row) for row in _groups(collaboration.pk))
    if not groups:
        return OpenMatters((), None, ())
    reader = person.pk if person else None
    named = _named(collaboration.pk, reader, matter, clock.today(), clock.now())
    for ball in named:
        ball.collaboration = collaboration
    foremost = min(named, key=lambda ball: ball.place)
    stuck = [ball for ball in named if ball.is_stuck]
    return OpenMatters(groups, foremost, tuple(stuck[:MOST_STUCK]))


@Prepared
def _groups(case: UUID) -> QuerySet[Ball, Any]:
    of_case = Ball.objects.filter(collaboration=case).order_by().values("kind", "state")
    return of_case.annotate(
        number=Count("pk"), first_due=Min("due_at"), last_due=Max("due_at")
    ).values_list("kind", "state", "number", "first_due", "last_due")


@Prepared
def _named(
    case: UUID, reader: UUID | None, matter: UUID | None, today: date, now: datetime
) -> QuerySet[Ball]:
    """The foremost ball and the first of the stuck ones, each with its place before the others."""
    of_case = Ball.objects.filter(collaboration=case)
    place, stuck = _place(reader, matter), _is_stuck(now)
    first = foremost_first(of_case, place).values("pk")[:1]
    urgent = of_case.filter(stuck).values("pk")[:MOST_STUCK]
    named = with_people(of_case.filter(Q(pk__in=first) | Q(pk__in=urgent)), today)
    return named.annotate(place=place, is_stuck=_flag(stuck))


def foremost_first(balls: QuerySet[Ball], place: Any = None) -> QuerySet[Ball]:
    """By their place, then the most urgent one; without a reader unless `place` knows one."""
    placed = balls.alias(place=place or _place(None, None))
    return placed.order_by("place", *(Ball._meta.ordering or ()))


def _place(reader: UUID | None, matter: UUID | None) -> Any:
    """Smaller comes first: each question weighs more than all that follow.

    What has no clock, such as one's own draft, never stands before what has one.
    """
    place = _flag(Q(state__in=LATER)) * 16 + _flag(~Q(paused_because="")) * 8
    if matter:
        place += _flag(~Q(matter=matter)) * 4
    place += _flag(Q(due_at=None)) * 2
    if reader:
        place += _flag(Q(person=None) | ~Q(person=reader))
    return place


def _is_stuck(now: datetime) -> Q:
    """Late, disputed or in trouble, and not paused."""
    late = Q(due_at__lt=now)
    return Q(paused_because="") & (Q(kind__in=TROUBLE) | late | Q(kind="ask", state__in=STUCK))


def _flag(condition: Q) -> Any:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
