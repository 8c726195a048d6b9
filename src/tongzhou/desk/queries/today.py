"""What waits for a person, what the person waits for, and the week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ball
from tongzhou.collaborations.queries.turns import stand_in
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.desk.queries.lines import COLUMNS, Waiting, line
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.reading import Build, counted_by, read_by
from tongzhou.plans.models import Role, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.models import CheckIn, RiskNotice
from tongzhou.ui.formats import day

SHOWN, MOST = 20, 200
"""The most urgent, however much somebody carries; all of them on demand."""
MOST_WEEK = 30


def _first(build: Build, most: int) -> Build:
    """And one more, which says that there are more."""
    return lambda person, today: build(person, today)[: most + 1]


class Lines(NamedTuple):
    shown: list[Waiting]
    are_more: bool


def waiting_for(person: Person, *, every: bool = False) -> Lines:
    """The most urgent first; weekly updates have a table of their own."""
    ask, most = (_all_held, MOST) if every else (_held, SHOWN)
    return _lines(ask(person, clock.today()), most)


def awaited_by(person: Person, *, every: bool = False) -> Lines:
    ask, most = (_all_awaited, MOST) if every else (_awaited, SHOWN)
    return _lines(ask(person, clock.today()), most)


def _lines(rows: list[tuple[Any, ...]], most: int) -> Lines:
    return Lines([line(*row) for row in rows[:most]], are_more=len(rows) > most)


@counted_by
def waiting_count(person: Person) -> QuerySet[Ball]:
    return balls.held_by(person).visible_to(person).order_by().values_list("pk")


def _all_of_held(person: Person, today: date) -> QuerySet[Ball, Any]:
    held = balls.held_by(person).visible_to(person).exclude(kind="check_in")
    return held.annotate(stand_in=stand_in(today)).values_list(*COLUMNS)


def _all_of_awaited(person: Person, today: date) -> QuerySet[Ball, Any]:
    awaited = balls.awaited_by(person).visible_to(person)
    return awaited.annotate(stand_in=stand_in(today)).values_list(*COLUMNS)


_held, _all_held = (read_by(_first(_all_of_held, most)) for most in (SHOWN, MOST))
_awaited, _all_awaited = (read_by(_first(_all_of_awaited, most)) for most in (SHOWN, MOST))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTask:
    id: UUID
    name: str
    case: str
    state_label: Sentence
    tone: str
    percent: int
    until: str
    is_late: bool
    risk: str
    updated: bool


def week_of(person: Person) -> list[WeekTask]:
    """Tasks this person carries in collaborations that are being delivered."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    return [_week_task(today, *row) for row in _week(person, monday)]


@read_by
def _week(person: Person, monday: date) -> QuerySet[Task]:
    carried = Role.objects.filter(letter__in=("R", "A"), person__in=stands_for(person))
    # Not `Exists`: PostgreSQL would collect the updates of all tasks to look for those of thirty.
    said = (
        CheckIn.objects.filter(task=OuterRef("pk"), round__week=monday).order_by().values("pk")[:1]
    )
    first = Task.objects.filter(
        pk__in=carried.values("task"),
        collaboration__state="delivering",
        removed_at=None,
        state__in=("not_started", "in_progress"),
    ).order_by("end", "position")
    # Whether one was updated is asked only of those that are shown.
    shown = Task.objects.filter(pk__in=first.values("pk")[:MOST_WEEK])
    return shown.order_by("end", "position").values_list(
        "id", "name", "collaboration__name", "state", "percent", "end", "risk", Subquery(said)
    )


def _week_task(
    today: date, pk: UUID, name: str, case: str, state: str, percent: int, end: date | None, risk: str,
    update: UUID | None,
) -> WeekTask:  # fmt: skip
    known = TASK.state(state)
    return WeekTask(
        id=pk,
        name=name,
        case=case,
        state_label=known.label,
        tone=known.tone,
        percent=percent,
        until=day(end) if end else "—",
        is_late=bool(end and end < today),
        risk=risk,
        updated=update is not None,
    )


def next_deadline() -> datetime | None:
    """When weekly updates are due; next week's once this week's has passed."""
    this_week = calendar().week_deadline(clock.today())
    if this_week and this_week >= clock.now():
        return this_week
    return calendar().week_deadline(clock.today() + timedelta(days=7))


def warnings_for(person: Person) -> list[RiskNotice]:
    """Open risk notices in what this person is in charge of or carries."""
    return _warnings(person)


@read_by
def _warnings(person: Person) -> QuerySet[RiskNotice]:
    mine = Q(task__collaboration__person_in_charge__in=stands_for(person))
    notices = RiskNotice.objects.visible_to(person).filter(mine, state__in=("open", "acknowledged"))
    return notices.select_related("task__collaboration", "by")[:5]
