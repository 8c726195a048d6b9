"""What one department is asked and asks: what waits there, what it waits for, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.queries.turns import hours_left
from tongzhou.collaborations.states import ASK, PAUSES, SETTLED
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department, Person

ROWS = 50
OVER = ("draft", "discarded", "archived", "cancelled")
SHOWN = (("open", _("Still open")), ("agreed", _("Agreed")), ("all", _("All of them")))
SIDES = (("in", _("Asked of us")), ("out", _("Asked by us")))


@dataclass(frozen=True, slots=True)
class Line:
    """One request; `is_here` says that the department itself moves next."""

    id: UUID
    title: str
    case: str
    number: str
    other: Department
    state: Sentence
    person: str
    is_here: bool
    due_at: datetime | None
    left: float | None
    paused: Sentence
    sent_at: datetime | None

    @property
    def due(self) -> str:
        return due_words(self.due_at, self.left)

    @property
    def tone(self) -> str:
        if self.left is None or self.paused:
            return ""
        return "seal" if self.left < 0 else "amber" if self.left <= 8 else "river"


@dataclass(frozen=True, slots=True)
class Counts:
    """Only what the reader may see."""

    waits_here: int
    we_wait: int
    late: int


def asks_of(
    department: Department, *, by: Person, side: str, shown: str, page: str | None
) -> Page[Line]:
    """`side` is in or out, `shown` open, agreed or all; the latest sent first."""
    rows = _visible(department, by=by, side=side)
    if shown == "open":
        rows = rows.exclude(state__in=SETTLED).exclude(collaboration__state__in=OVER)
    elif shown == "agreed":
        rows = rows.filter(state="agreed")
    related = ("collaboration__department", "department")
    found = Paginator(rows.select_related(*related).order_by("-sent_at", "-id"), ROWS)
    read = found.get_page(page)
    balls = _balls([ask.pk for ask in read])
    lines = [_line(ask, department, side, balls.get(ask.pk)) for ask in read]
    return Page(lines, read.number, found)  # type: ignore[arg-type]


def ask_counts(department: Department, *, by: Person) -> Counts:
    """What waits at the department, what it waits for at others, and what is late there."""
    ours = _with_absorbed(department)
    visible = Ask.objects.visible_to(by)
    incoming = visible.filter(department__in=ours).values("pk")
    outgoing = visible.filter(collaboration__department__in=ours).values("pk")
    both = Ball.objects.filter(Q(matter__in=incoming) | Q(matter__in=outgoing), kind="ask")
    running = both.filter(paused_because="")
    late = Q(due_at__lt=clock.now(), department__in=ours, pk__in=running.values("pk"))
    found = both.exclude(collaboration__state__in=OVER).aggregate(
        here=Count("pk", filter=Q(department__in=ours)),
        there=Count("pk", filter=~Q(department__in=ours)),
        late=Count("pk", filter=late),
    )
    return Counts(found["here"], found["there"], found["late"])


def _visible(department: Department, *, by: Person, side: str) -> QuerySet[Ask]:
    rows: QuerySet[Ask] = Ask.objects.visible_to(by).exclude(state="draft")
    ours = _with_absorbed(department)
    if side == "out":
        return rows.filter(collaboration__department__in=ours)
    return rows.filter(department__in=ours)


def _with_absorbed(department: Department) -> QuerySet[Department]:
    """Also what it took over: requests to a dissolved department are its own now."""
    return Department.objects.filter(Q(pk=department.pk) | Q(successor=department))


def _balls(asks: list[UUID]) -> Mapping[UUID, Ball]:
    rows = Ball.objects.filter(kind="ask", matter__in=asks).select_related("person", "department")
    return {ball.matter: ball for ball in rows}


def _line(ask: Ask, department: Department, side: str, ball: Ball | None) -> Line:
    case = ask.collaboration
    return Line(
        id=ask.pk,
        title=ask.title,
        case=case.name,
        number=case.number,
        other=ask.department if side == "out" else case.department,
        state=ASK.state(ask.state).label,
        person=ball.person.name if ball and ball.person else "",
        is_here=ball is not None and _is_at(ball, department),
        due_at=ball.due_at if ball else None,
        left=hours_left(ball.due_at) if ball else None,
        paused=PAUSES[ball.paused_because] if ball and ball.paused_because else "",
        sent_at=ask.sent_at,
    )


def _is_at(ball: Ball, department: Department) -> bool:
    return department.pk in (ball.department_id, ball.department.successor_id)
