"""One request with everything said about it, its clock, and the form that did not get through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import cached_property

from tongzhou.collaborations.clocks import ResponseClock, Standstill, response_clock
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.queries.asks import AskCard, asks_of
from tongzhou.collaborations.queries.header import case_header
from tongzhou.collaborations.queries.measures import side_lines
from tongzhou.collaborations.queries.turns import BallLine, ball_line, with_people
from tongzhou.collaborations.states import PAUSES
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence, WithoutEffect
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person


@dataclass(frozen=True)
class Problem:
    """An answer that was not taken: `typed` refills the form of `verb`, `kept` shows lost prose."""

    verb: str
    ended: WithoutEffect
    data: QueryDict
    kept: list[str]

    @property
    def sentence(self) -> Sentence:
        return self.ended.sentence

    @property
    def is_to_correct(self) -> bool:
        return isinstance(self.ended, Invalid)

    @cached_property
    def errors(self) -> dict[str, Sentence]:
        return self.ended.errors if isinstance(self.ended, Invalid) else {}

    def typed(self, name: str) -> str:
        return self.data.get(name, "")

    @property
    def options(self) -> list[tuple[str, str, str]]:
        names = ("option_what", "option_by_date", "option_effort")
        return list(zip(*(self.data.getlist(name) for name in names), strict=False))


@dataclass(frozen=True, slots=True)
class PauseLine:
    since: datetime
    until: datetime | None
    because: Sentence
    hours: float


@dataclass(frozen=True)
class ClockLine:
    """The response promise: hours promised, used and left, and why it stood still.

    `over` is by how much it was missed; both heads read the same.
    """

    promised: int
    used: float
    left: float
    percent: int
    due_at: datetime | None
    pauses: tuple[PauseLine, ...]
    over: float
    heads: tuple[str, ...]


def ask_context(ask: Ask, person: Person, problem: Problem | None = None) -> dict[str, Any]:
    [card] = asks_of(person, Ask.objects.filter(pk=ask.pk))
    forwards = "forward" in card.verbs
    return {
        "card": card,
        "case": case_header(ask.collaboration, person, matter=ask.pk),
        "line": _line(ask),
        "clock": _clock(ask),
        "problem": problem,
        "colleagues": _colleagues(ask, person) if forwards else [],
        "departments": _departments(ask, person) if forwards else [],
        "acting": _acting(card, person),
        "measured": side_lines(ask, person),
    }


def _line(ask: Ask) -> BallLine | None:
    rows = Ball.objects.filter(kind="ask", matter=ask.pk)
    ball = with_people(rows, clock.today()).first()
    return ball_line(ball, ask.collaboration) if ball else None


def _clock(ask: Ask) -> ClockLine | None:
    running: ResponseClock | None = response_clock(ask, list(ask.answers.all()))
    if running is None:
        return None
    pauses = (_pause(one) for one in running.pauses)
    sides = (ask.collaboration.department, ask.department)
    return ClockLine(
        promised=running.promised,
        used=round(running.used, 1),
        left=round(running.left, 1),
        percent=min(100, round(100 * running.used / running.promised)),
        due_at=running.due_at,
        pauses=tuple(pauses),
        over=round(max(0.0, running.used - running.promised), 1),
        heads=tuple(side.head.name for side in sides if side.head),
    )


def _pause(one: Standstill) -> PauseLine:
    """With the working hours it took off the clock."""
    passed = calendar().working_hours_between(one.since, min(one.until or clock.now(), clock.now()))
    return PauseLine(one.since, one.until, PAUSES[one.because], round(passed, 1))


def _colleagues(ask: Ask, person: Person) -> list[tuple[UUID, str]]:
    people = Person.objects.active().filter(department=ask.department_id).exclude(pk=person.pk)
    return [
        (pk, f"{name} {title}".strip())
        for pk, name, title in people.values_list("pk", "name", "title")
    ]


def _departments(ask: Ask, person: Person) -> list[tuple[UUID, str]]:
    own = (ask.department_id, ask.collaboration.department_id)
    return list(
        Department.objects.visible_to(person).living().exclude(pk__in=own).values_list("pk", "name")
    )


def _acting(card: AskCard, person: Person) -> dict[str, str]:
    """As whom the answer would go out."""
    return {"name": person.name, "for": card.delegate_of}
