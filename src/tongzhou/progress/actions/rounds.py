"""A week opens, tasks are updated, the week closes with the list of the missing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.plans import actions as plans
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Task
from tongzhou.progress import policy
from tongzhou.progress.actions import promises
from tongzhou.progress.actions.expecting import (
    WEEK,
    deadline_after,
    expect_update,
    expect_updates,
    missing,
    owing,
    week_of,
)
from tongzhou.progress.events import RoundClosed, RoundOpened, RoundReminded
from tongzhou.progress.models import CheckIn, WeeklyRound
from tongzhou.progress.sentences import refuse, require_said
from tongzhou.progress.states import OWED_IN, ROUND

LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class Update:
    """What the owner of a task says this week; `percent` is 0–100.

    `kept` is about what was promised for this week; None says nothing of it.
    """

    percent: int
    state: str
    risk: str = ""
    next_week: str = ""
    kept: bool | None = None
    reason: str = ""


def open_round(collaboration: Collaboration) -> WeeklyRound | None:
    """This week's round of a collaboration in delivery; None once its deadline has passed unopened,
    or in a week without working days.
    """
    week = week_of(clock.today())
    due_at = calendar().week_deadline(week)
    if due_at is None:
        return None
    with transaction.atomic():
        case = moves.locked(collaboration)
        standing = WeeklyRound.objects.filter(collaboration=case, week=week).first()
        is_open = standing is not None and standing.state != "coming"
        if is_open or case.state != "delivering" or clock.now() > due_at:
            return standing if is_open else None
        opened, _fresh = WeeklyRound.objects.get_or_create(
            collaboration=case, week=week, defaults={"due_at": due_at, "state": "coming"}
        )
        opened.state = ROUND.after(opened.state, "open")
        opened.expected = len(owing(case, due_at))
        opened.save(update_fields=["state", "expected"])
        expect_updates(case)
        record(RoundOpened(subject=opened.pk, collaboration=case.pk, week=week), by=None)
        return opened


def check_in(task: Task, update: Update, *, by: Person) -> CheckIn:
    """One update; the task shows it at once, and nothing more is asked for until next week."""
    _require_sound(update)
    with transaction.atomic():
        task = locked(task)
        standing = policy.as_carrier(by, task)
        if task.collaboration.state != "delivering" or task.state not in OWED_IN:
            raise NotPossibleNow(
                _(
                    "Updates are possible while the collaboration is being delivered and the task is open."
                )
            )
        weekly = _round_for(task)
        entry = CheckIn(
            task=task,
            round=weekly,
            percent=update.percent,
            risk=update.risk,
            next_week=update.next_week,
            by=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
        )
        plans.note_progress(
            task,
            percent=update.percent,
            state=update.state,
            risk=update.risk,
            by=by,
            on_behalf_of=standing.on_behalf_of,
            beside=lambda held: _written(entry, held),
        )
        promises.judge(task, entry, kept=update.kept, reason=update.reason, standing=standing)
        expect_update(task)
        return entry


def _written(entry: CheckIn, task: Task) -> CheckIn:
    """With the state that the update left the row in."""
    entry.state = task.state
    entry.save(force_insert=True)
    return entry


def _round_for(task: Task) -> WeeklyRound:
    """This week's; after the deadline only for what was still missing, otherwise the coming one."""
    this = open_round(task.collaboration)
    if this and (clock.now() <= this.due_at or task in missing(this)):
        return this
    due_at = deadline_after(week_of(clock.today()) + WEEK)
    week = week_of(due_at.astimezone(clock.zone()).date())
    coming, _fresh = WeeklyRound.objects.get_or_create(
        collaboration=task.collaboration,
        week=week,
        defaults={"due_at": due_at, "state": "coming"},
    )
    return coming


def remind(weekly: WeeklyRound) -> None:
    """Once, on the day of the deadline, and only those who have not updated yet."""
    with transaction.atomic():
        case = moves.locked(weekly.collaboration)
        weekly = WeeklyRound.objects.select_for_update().get(pk=weekly.pk)
        if weekly.state != "open" or weekly.reminded_at or case.state != "delivering":
            return
        weekly.reminded_at = clock.now()
        weekly.save(update_fields=["reminded_at"])
        held = case.balls.filter(kind="check_in", state="open", person__is_active=True)
        people = sorted(set(held.values_list("person", flat=True)))
        if people:
            event = RoundReminded(
                subject=weekly.pk,
                collaboration=case.pk,
                people=tuple(PersonId(person) for person in people),
                due_at=weekly.due_at,
            )
            record(event, by=None)


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


def _require_sound(update: Update) -> None:
    if not 0 <= update.percent <= 100:
        refuse({"percent": _("A whole number from 0 to 100, please.")})
    if update.state not in OWED_IN:
        refuse({"state": _("Not started or in progress; delivering is its own step.")})
    require_said({"risk": update.risk, "next_week": update.next_week}, longest=LONGEST)
    promises.require_reason(kept=update.kept, reason=update.reason)
