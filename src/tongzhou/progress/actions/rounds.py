"""A week opens, tasks are updated, the week closes with the list of the missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.plans import actions as plans
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Role, Task
from tongzhou.progress import policy
from tongzhou.progress.events import RoundClosed, RoundOpened
from tongzhou.progress.models import CheckIn, WeeklyRound
from tongzhou.progress.sentences import refuse, require_said
from tongzhou.progress.states import ROUND

OWED_IN = ("not_started", "in_progress")
"""Task states in which a weekly update is owed."""
LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class Update:
    """What the owner of a task says this week; `percent` is 0–100."""

    percent: int
    state: str
    risk: str = ""
    next_week: str = ""


def open_round(collaboration: Collaboration) -> WeeklyRound | None:
    """This week's round of a collaboration in delivery; None in a week without working days."""
    due_at = calendar().week_deadline(clock.today())
    if due_at is None:
        return None
    with transaction.atomic():
        case = Collaboration.objects.select_for_update().get(pk=collaboration.pk)
        week = clock.today() - timedelta(days=clock.today().weekday())
        standing = WeeklyRound.objects.filter(collaboration=case, week=week).first()
        if standing or case.state != "delivering":
            return standing
        owed = owing(case, due_at)
        opened = WeeklyRound.objects.create(
            collaboration=case, week=week, due_at=due_at, expected=len(owed)
        )
        record(RoundOpened(subject=opened.pk, collaboration=case.pk, week=week), by=None)
        for task in owed:
            _expect_update(task, due_at)
        return opened


def check_in(task: Task, update: Update, *, by: Person) -> CheckIn:
    """One update; the task shows it at once, and the week's ball of this task rests."""
    _require_sound(update)
    with transaction.atomic():
        task = locked(task)
        policy.may_check_in(by, task).require()
        if task.collaboration.state != "delivering" or task.state not in OWED_IN:
            raise NotPossibleNow(
                _(
                    "Updates are possible while the collaboration is being delivered and the task is open."
                )
            )
        opened = open_round(task.collaboration)
        if opened is None:
            raise NotPossibleNow(_("This week has no working day: there is no round to update."))
        plans.note_progress(
            task, percent=update.percent, state=update.state, risk=update.risk, by=by
        )
        entry = CheckIn.objects.create(
            task=task,
            round=opened,
            state=update.state,
            percent=update.percent,
            risk=update.risk,
            next_week=update.next_week,
            by=by,
            at=clock.now(),
        )
        balls.rest("check_in", task.pk)
        return entry


def close_round(weekly: WeeklyRound) -> None:
    """After the deadline: who is missing is counted and said; their balls stay with them."""
    with transaction.atomic():
        weekly = WeeklyRound.objects.select_for_update().get(pk=weekly.pk)
        if weekly.state != "open" or clock.now() < weekly.due_at:
            return
        weekly.state = ROUND.after(weekly.state, "close")
        weekly.missing = len(missing(weekly))
        weekly.save(update_fields=["state", "missing"])
        record(
            RoundClosed(
                subject=weekly.pk,
                collaboration=weekly.collaboration_id,
                week=weekly.week,
                expected=weekly.expected,
                missing=weekly.missing,
            ),
            by=None,
        )


def owing(collaboration: Collaboration, due_at: datetime) -> list[Task]:
    """Open tasks that have begun by the deadline, or begin without a date."""
    begun = Q(start=None) | Q(start__lte=due_at.astimezone(clock.zone()).date())
    tasks = Task.objects.filter(
        begun, collaboration=collaboration, removed_at=None, state__in=OWED_IN
    )
    return list(tasks.select_related("department__head", "department__deputy", "collaboration"))


def missing(weekly: WeeklyRound) -> list[Task]:
    """Tasks that owe an update and have none in this round."""
    updated = set(weekly.check_ins.values_list("task_id", flat=True))
    return [task for task in owing(weekly.collaboration, weekly.due_at) if task.pk not in updated]


def _require_sound(update: Update) -> None:
    if not 0 <= update.percent <= 100:
        refuse({"percent": _("A whole number from 0 to 100, please.")})
    if update.state not in OWED_IN:
        refuse({"state": _("Not started or in progress; delivering is its own step.")})
    require_said({"risk": update.risk, "next_week": update.next_week}, longest=LONGEST)


def _expect_update(task: Task, due_at: datetime) -> None:
    balls.settle(
        "check_in",
        task.pk,
        task.collaboration,
        state="open",
        title=task.name,
        holders=[
            balls.Holder(
                department=task.department,
                person=_responsible(task.pk),
                deputy=task.department.deputy,
                waiting=task.collaboration.person_in_charge,
                due_at=due_at,
            )
        ],
    )


def _responsible(task: UUID) -> Person | None:
    role = Role.objects.filter(task=task, letter__in=("R", "A"), person__isnull=False)
    first = role.order_by("-letter").select_related("person").first()
    return first.person if first else None
