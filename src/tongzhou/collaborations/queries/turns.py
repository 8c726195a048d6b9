"""Whose move it is in one matter, as the ball strip and the lists say it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.states import PAUSES
from tongzhou.core import clock
from tongzhou.core.lifecycle import LIFECYCLES, State
from tongzhou.core.verdicts import Sentence
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Delegation
from tongzhou.ui.addresses import address


@dataclass(frozen=True, slots=True)
class BallLine:
    """`hours_left` counts working hours, negative when late; None without a clock.

    `stand_in` is who acts «代» the person today.
    """

    url: str
    department: str
    hue: int
    person: str
    title: str
    state: Sentence
    awaited: Sentence
    since: datetime
    due_at: datetime | None
    hours_left: float | None
    paused: Sentence
    then: str
    waiting: str
    stand_in: str
    asks_consent: bool = False

    @property
    def due(self) -> str:
        return due_words(self.due_at, self.hours_left)

    @property
    def tone(self) -> str:
        if self.hours_left is None or self.paused:
            return ""
        return "seal" if self.hours_left < 0 else "amber" if self.hours_left <= 8 else "river"


CONSENTING = ("ask", "version", "change", "delivery")
"""Kinds of which somebody might take silence for a yes."""
LIFECYCLE_OF = {"check_in": "round"}
"""Kinds of balls whose lifecycle has another name."""


PEOPLE = ("department__head", "department__deputy", "person", "deputy", "waiting")
OWN = (
    "collaboration", "kind", "matter", "state", "title", "department", "person", "deputy",
    "waiting", "since", "due_at", "paused_because", "step",
)  # fmt: skip
DEPARTMENT = tuple(
    f"department__{name}" for name in ("name", "hue", "path", "head", "deputy", "seal_text")
)
NAMED = tuple(f"{one}__{name}" for one in PEOPLE for name in ("name", "is_active", "department"))
"""Of people and departments a ball's line reads this much."""


def with_people(balls: QuerySet[Ball], today: date) -> QuerySet[Ball]:
    """Everybody a ball's line names, also who stands in for its holder today."""
    read = balls.select_related(*PEOPLE).only(*OWN, *DEPARTMENT, *NAMED)
    acting = Subquery(_absences(today).values("delegate")[:1], output_field=UUIDField())
    return read.annotate(stand_in=stand_in(today), acting=acting)


def stand_in(today: date) -> Subquery:
    """The name of whoever acts «代» the holder of a ball."""
    return Subquery(_absences(today).values("delegate__name")[:1])


def _absences(today: date) -> QuerySet[Delegation]:
    away: QuerySet[Delegation] = Delegation.objects.on(today).filter(person=OuterRef("person"))
    return away.order_by("since", "id")


def state_of(kind: str, state: str) -> State | None:
    """What the ball's lifecycle says of its state."""
    return _states().get((LIFECYCLE_OF.get(kind, kind), state))


def ball_line(ball: Ball, collaboration: Collaboration) -> BallLine:
    """A ball as its strip shows it, loaded `with_people`."""
    known = state_of(ball.kind, ball.state)
    acting: UUID | None = ball.acting  # type: ignore[attr-defined]
    follower = balls.next_in_line(ball, collaboration, acting=acting) if ball.due_at else None
    return BallLine(
        url=address(ball.kind, ball.matter),
        department=ball.department.name,
        hue=ball.department.hue,
        person=ball.person.name if ball.person else "",
        title=ball.title,
        state=known.label if known else "",
        awaited=known.sentence if known else "",
        since=ball.since,
        due_at=ball.due_at,
        hours_left=hours_left(ball.due_at),
        paused=PAUSES[ball.paused_because] if ball.paused_because else "",
        then=follower.name if follower else "",
        waiting=ball.waiting.name if ball.waiting else "",
        stand_in=ball.stand_in or "",  # type: ignore[attr-defined]
        asks_consent=ball.kind in CONSENTING,
    )


def hours_left(due_at: datetime | None) -> float | None:
    """Working hours until then; negative when it has passed."""
    if due_at is None:
        return None
    now = clock.now()
    left = _hours_between(calendar(), now.replace(second=0, microsecond=0), due_at)
    return left if left or due_at >= now else -0.1


@lru_cache(maxsize=4_000)
def _hours_between(days: WorkCalendar, minute: datetime, due_at: datetime) -> float:
    """To the minute; the lines of a list are often due at the same hour."""
    return days.working_hours_between(minute, due_at)


@cache
def _states() -> dict[tuple[str, str], State]:
    return {(one.name, state.key): state for one in LIFECYCLES for state in one.states}
