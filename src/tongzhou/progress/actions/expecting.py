"""Whose update is due next: every open row of a collaboration in delivery has exactly one ball."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
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
    rows = _open_rows(collaboration).order_by("pk")
    for task in rows.select_related("department__head", "department__deputy"):
        task.collaboration = collaboration
        expect_update(task)
    for gone in _rows_taken_out(collaboration):
        balls.rest("check_in", gone)
    moves.settle(collaboration)


def expect_update(task: Task) -> None:
    """The ball of one open row; a row that is delivered, or rests with its case, has none here."""
    if task.collaboration.state != "delivering" or task.state not in OWED_IN or task.removed_at:
        balls.rest("check_in", task.pk)
        return
    weekly = _round_that_waits_for(task)
    balls.settle(
        "check_in",
        task.pk,
        task.collaboration,
        state="open" if weekly else "coming",
        title=task.name,
        holders=[
            balls.Holder(
                department=task.department,
                person=_responsible(task.pk),
                deputy=task.department.deputy,
                waiting=task.collaboration.person_in_charge,
                due_at=weekly.due_at if weekly else _next_due(task),
            )
        ],
    )


def _round_that_waits_for(task: Task) -> WeeklyRound | None:
    """The newest round that was opened, as long as it misses the row's update."""
    rounds = WeeklyRound.objects.filter(collaboration=task.collaboration)
    newest = rounds.exclude(state="coming").first()
    if newest is None or not _has_begun(task, newest.due_at):
        return None
    since = rounds.filter(week__gte=newest.week)
    return None if CheckIn.objects.filter(task=task, round__in=since).exists() else newest


def _next_due(task: Task) -> datetime:
    """This week's deadline, or that of the week after the newest update; later if it begins later."""
    week = week_of(clock.today())
    said: date | None = task.check_ins.aggregate(last=Max("round__week"))["last"]
    this = calendar().week_deadline(week)
    if this is None or this < clock.now():
        said = max(said or week, week)
    first = said + WEEK if said and said >= week else week
    return deadline_after(max(first, task.start or first))


def owing(collaboration: Collaboration, due_at: datetime) -> list[Task]:
    """Open tasks that have begun by the deadline, or begin without a date."""
    tasks = _open_rows(collaboration).select_related("department", "collaboration")
    return [task for task in tasks if _has_begun(task, due_at)]


def missing(weekly: WeeklyRound) -> list[Task]:
    """Tasks that owe an update and have none in this round."""
    updated = set(weekly.check_ins.values_list("task_id", flat=True))
    return [task for task in owing(weekly.collaboration, weekly.due_at) if task.pk not in updated]


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
    owed = Ball.objects.filter(kind="check_in", matter__in=gone.values("pk"))
    return list(owed.values_list("matter", flat=True))


def _has_begun(task: Task, due_at: datetime) -> bool:
    return task.start is None or task.start <= due_at.astimezone(clock.zone()).date()


def _responsible(task: UUID) -> Person | None:
    role = Role.objects.filter(task=task, letter__in=("R", "A"), person__isnull=False)
    first = role.order_by("-letter").select_related("person").first()
    return first.person if first else None
