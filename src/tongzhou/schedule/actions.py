"""A card put into another column: the verb behind it, done by the package it belongs to."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Delivery
from tongzhou.plans import actions as plans
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK
from tongzhou.progress.actions.rounds import Update, check_in
from tongzhou.schedule.board import STATES
from tongzhou.ui.addresses import address

UNDER_WAY = ("not_started", "in_progress")
COLUMNS = {"department": "department", "person": "responsible"}


def move_card(task: Task, *, along: str, to: str, by: Person) -> str:
    """What the column asks for is done; where more has to be said first, the page that asks for it."""
    if along in COLUMNS:
        plans.edit_cell(task, field=COLUMNS[along], value=to, was=None, by=by)
        return ""
    if along != "state" or to not in STATES:
        raise Invalid(_("There is no such column."))
    return _to_state(task, to, by)


def _to_state(task: Task, to: str, by: Person) -> str:
    if task.state == to:
        return ""
    if task.state in UNDER_WAY and to in UNDER_WAY:
        return _report(task, to, by)
    if task.state in UNDER_WAY and to == "delivered":
        return address("task-deliveries", task.pk)
    if task.state == "delivered" and to in ("accepted", "in_progress"):
        delivery = Delivery.objects.filter(task=task).latest("round")
        return address("delivery", delivery.pk)
    raise NotPossibleNow(
        _("A row that is “%(before)s” cannot become “%(after)s” in one step.")
        % {"before": TASK.state(task.state).label, "after": TASK.state(to).label}
    )


def _report(task: Task, to: str, by: Person) -> str:
    """Begun or not begun yet: an update like any other."""
    if to == "not_started" and task.percent:
        raise NotPossibleNow(
            _("%(percent)s%% of it has been reported. Correct that in an update first.")
            % {"percent": task.percent}
        )
    check_in(task, Update(percent=task.percent, state=to, risk=task.risk), by=by)
    return ""
