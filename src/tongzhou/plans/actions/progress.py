"""Moves a row through its life and notes how far it is; called by the packages above."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.plans.actions.locks import locked, require_standing
from tongzhou.plans.cells import tidy
from tongzhou.plans.events import ProgressNoted, TaskMoved
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK

LONGEST_RISK = 1000
UNDER_WAY = ("not_started", "in_progress")
ALMOST = 99


def move_task(
    task: Task, verb: str, *, to: str | None = None, by: Person, on_behalf_of: Person | None = None
) -> Task:
    """Do what the lifecycle lists; the caller judges who may and records why it happened."""
    with transaction.atomic():
        held = locked(task)
        require_standing(held)
        before = held.state
        held.state = TASK.after(before, verb, to)
        held.percent = _percent_after(held)
        held.save(update_fields=["state", "percent"])
        event = TaskMoved(
            subject=held.pk,
            collaboration=held.collaboration_id,
            name=held.name,
            before=before,
            after=held.state,
        )
        record(event, by=by, on_behalf_of=on_behalf_of)
    task.state, task.percent = held.state, held.percent
    return held


def _percent_after(task: Task) -> int:
    """What is handed over is done; what comes back is not."""
    if task.state in UNDER_WAY:
        return min(task.percent, ALMOST)
    return 100


def note_progress(
    task: Task,
    *,
    percent: int,
    state: str,
    risk: str,
    by: Person,
    on_behalf_of: Person | None = None,
    beside: Callable[[Task], Model] | None = None,
) -> Task:
    """What a check-in says. `state` is «not_started» or «in_progress»; work noted has started.

    `beside` writes the check-in itself, for which the entry vouches.
    """
    if not 0 <= percent <= 100:
        raise Invalid(_("Percent is 0 to 100."), errors={"percent": _("Percent is 0 to 100.")})
    with transaction.atomic():
        held = locked(task)
        require_standing(held)
        before, was = held.percent, held.state
        held.state = _state_after(held.state, "in_progress" if percent else state)
        held.percent, held.risk = percent, tidy(risk, LONGEST_RISK)
        held.updated_at, held.updated_by = clock.now(), by
        held.save(update_fields=["state", "percent", "risk", "updated_at", "updated_by"])
        event = ProgressNoted(
            subject=held.pk,
            collaboration=held.collaboration_id,
            name=held.name,
            percent=percent,
            before=before,
            was=was,
            state=held.state,
            risk=held.risk,
        )
        keeps = [beside(held)] if beside else []
        record(event, by=by, on_behalf_of=on_behalf_of, keeps=keeps)
    for field in ("state", "percent", "risk", "updated_at"):
        setattr(task, field, getattr(held, field))
    return held


def _state_after(state: str, reported: str) -> str:
    if reported not in UNDER_WAY:
        raise Invalid(_("A check-in says not started or in progress; delivering is its own step."))
    if state not in UNDER_WAY:
        raise NotPossibleNow(
            _("This row is “%(state)s”: its progress is settled.")
            % {"state": TASK.state(state).label}
        )
    return reported
