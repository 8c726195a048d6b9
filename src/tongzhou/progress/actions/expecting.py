"""Whose update is due next: every open row of a collaboration in delivery has exactly one ball."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Prefetch, Q, QuerySet

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Role, Task
from tongzhou.progress.models import CheckIn, WeeklyRound
from tongzhou.progress.states import OWED_IN

WEEK = timedelta(days=7)
LONGEST_BREAK = 60
"""Weeks within which somebody works again."""


def follow(collaboration: Collaboration) -> None:
    """A date, a role or the case itself has moved."""
    with transaction.atomic():
        expect_updates(moves.locked(collaboration))


def expect_updates(collaboration: Collaboration) -> None:
    """Every open row has its ball: now, or for the week in which its next update is due."""
    led = Prefetch("department", Department.objects.select_related("head", "deputy"))
    _expect(collaboration, list(_open_rows(collaboration).order_by("pk").prefetch_related(led)))
    for gone in _rows_taken_out(collaboration):
        balls.rest("check_in", gone)
    moves.settle(collaboration)


def expect_update(task: Task) -> None:
    """The ball of one open row; a row that is delivered, or rests with its case, has none here."""
    if task.collaboration.state != "delivering" or task.state not in OWED_IN or task.removed_at:
        balls.rest("check_in", task.pk)
        return
    _expect(task.collaboration, [task])


def _expect(collaboration: Collaboration, tasks: Sequence[Task]) -> None:
    said = _said(collaboration, tasks)
    carriers = _carriers(tasks)
    newest = _newest_round(collaboration)
    turns = []
    for task in tasks:
        last = said[task.pk]
        is_owed = newest and _has_begun(task, newest.due_at) and not (last and last >= newest.week)
        holder = balls.Holder(
            department=task.department,
            person=carriers.get(task.pk),
            deputy=task.department.deputy,
            waiting=collaboration.person_in_charge,
            due_at=newest.due_at if newest and is_owed else _next_due(task, last),
        )
        state = "open" if is_owed else "coming"
        turns.append(balls.Turn(matter=task.pk, state=state, title=task.name, holders=[holder]))
    if turns:
        balls.settle_all("check_in", collaboration, turns)


def _newest_round(collaboration: Collaboration) -> WeeklyRound | None:
    """The newest that was opened."""
    rounds = WeeklyRound.objects.filter(collaboration=collaboration)
    return rounds.exclude(state="coming").first()


def _said(collaboration: Collaboration, tasks: Sequence[Task]) -> dict[UUID, date | None]:
    """By row, the week of the newest update."""
    rows = CheckIn.objects.order_by().filter(round__collaboration=collaboration)
    if len(tasks) == 1:
        rows = rows.filter(task=tasks[0])
    said = dict(rows.values_list("task").annotate(last=Max("round__week")))
    return {task.pk: said.get(task.pk) for task in tasks}


def _carriers(tasks: Sequence[Task]) -> dict[UUID, Person]:
    """By row, whoever does it or else answers for it."""
    roles = Role.objects.filter(task__in=tasks, letter__in=("R", "A"), person__isnull=False)
    return {
        role.task_id: role.person
        for role in roles.order_by("letter", "-id").prefetch_related("person")
        if role.person
    }


def _next_due(task: Task, said: date | None) -> datetime:
    """This week's deadline, or that of the week after the newest update; later if it begins later."""
    week = week_of(clock.today())
    this = calendar().week_deadline(week)
    if this is None or this < clock.now():
        said = max(said or week, week)
    first = said + WEEK if said and said >= week else week
    return deadline_after(max(first, task.start or first))


def owing(collaboration: Collaboration, due_at: datetime) -> list[UUID]:
    """Open tasks that have begun by the deadline, or begin without a date."""
    return list(_begun(collaboration, due_at).values_list("pk", flat=True))


def missing(weekly: WeeklyRound) -> list[Task]:
    """Tasks that owe an update and have none in this round."""
    begun = _begun(weekly.collaboration, weekly.due_at)
    return list(begun.exclude(pk__in=weekly.check_ins.values("task")).select_related("department"))


def _begun(collaboration: Collaboration, due_at: datetime) -> QuerySet[Task]:
    day = due_at.astimezone(clock.zone()).date()
    return _open_rows(collaboration).filter(Q(start=None) | Q(start__lte=day))


def next_deadline() -> datetime:
    """This week's, or that of the next working week once it has passed."""
    due_at = deadline_after(week_of(clock.today()))
    return due_at if due_at >= clock.now() else deadline_after(week_of(clock.today()) + WEEK)


def deadline_after(day: date) -> datetime:
    """The first weekly deadline that is not before `day`."""
    for week in range(LONGEST_BREAK):
        due_at = calendar().week_deadline(day + week * WEEK)
        if due_at and due_at.astimezone(clock.zone()).date() >= day:
            return due_at
    raise RuntimeError(f"no working week within {LONGEST_BREAK} weeks after {day}")


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _open_rows(collaboration: Collaboration) -> QuerySet[Task]:
    return Task.objects.filter(collaboration=collaboration, removed_at=None, state__in=OWED_IN)


def _rows_taken_out(collaboration: Collaboration) -> list[UUID]:
    """By a change request, while their update was owed."""
    gone = Task.objects.filter(collaboration=collaboration).exclude(removed_at=None)
    owed = collaboration.balls.filter(kind="check_in", matter__in=gone.values("pk"))
    return list(owed.values_list("matter", flat=True))


def _has_begun(task: Task, due_at: datetime) -> bool:
    return task.start is None or task.start <= due_at.astimezone(clock.zone()).date()
