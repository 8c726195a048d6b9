"""What the weekly page shows, in a number of queries that does not grow with the rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.plans.models import Role, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.policy import carried
from tongzhou.progress.models import CheckIn, RiskNotice, WeeklyRound


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """One task in the weekly table; `updated_at` None means this week's update is missing."""

    id: UUID
    name: str
    department: str
    hue: int
    people: str
    state: str
    state_label: str
    tone: str
    percent: int
    end: date | None
    is_late: bool
    risk: str
    next_week: str
    updated_at: datetime | None
    may_update: bool
    owes: bool


def weekly(collaboration: Collaboration, person: Person) -> list[WeekRow]:
    this_round = WeeklyRound.objects.filter(collaboration=collaboration).first()
    said = (
        {c.task_id: c for c in CheckIn.objects.filter(round=this_round).order_by("at")}
        if this_round
        else {}
    )
    named = Role.objects.filter(letter__in=("R", "A"), person__isnull=False).select_related(
        "person"
    )
    tasks = (
        Task.objects.filter(collaboration=collaboration, removed_at=None)
        .select_related("department")
        .prefetch_related(Prefetch("roles", queryset=named, to_attr="carriers"))
    )
    mine = carried(person, Task.objects.filter(collaboration=collaboration))
    return [_row(task, said.get(task.pk), mine) for task in tasks]


def _row(task: Task, said: CheckIn | None, mine: set[UUID]) -> WeekRow:
    state = TASK.state(task.state)
    carriers = task.carriers  # type: ignore[attr-defined] — set by the prefetch above
    owes = task.state in ("not_started", "in_progress")
    return WeekRow(
        id=task.pk,
        name=task.name,
        department=task.department.name,
        hue=task.department.hue,
        people="、".join(dict.fromkeys(r.person.name for r in carriers if r.letter == "R")),
        state=task.state,
        state_label=str(state.label),
        tone=state.tone,
        percent=task.percent,
        end=task.end,
        is_late=bool(owes and task.end and task.end < clock.today()),
        risk=task.risk,
        next_week=said.next_week if said else "",
        updated_at=said.at if said else None,
        may_update=owes and task.pk in mine,
        owes=owes,
    )


def current_round(collaboration: Collaboration) -> WeeklyRound | None:
    return WeeklyRound.objects.filter(collaboration=collaboration).first()


def notices_of(collaboration: Collaboration) -> QuerySet[RiskNotice]:
    notices = RiskNotice.objects.filter(task__collaboration=collaboration)
    return notices.select_related("task__department", "by", "acknowledged_by")


def history(task: Task) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(task=task).select_related("by").order_by("-at", "-id")


def summary_text(collaboration: Collaboration, rows: list[WeekRow], due_at: datetime | None) -> str:
    """Ready for the group chat: who is where, what is at risk, who is still missing."""
    day = date_format(due_at.astimezone(clock.zone()), "Y-m-d") if due_at else ""
    lines = [_("“%(name)s” · week to %(day)s") % {"name": collaboration.name, "day": day}]
    for row in rows:
        facts = {
            "task": row.name,
            "department": row.department,
            "percent": row.percent,
            "risk": row.risk,
        }
        if row.risk:
            lines.append(_("· %(task)s (%(department)s) %(percent)s %%, risk: %(risk)s") % facts)
        else:
            lines.append(_("· %(task)s (%(department)s) %(percent)s %%") % facts)
    absent = [row.name for row in rows if row.owes and row.updated_at is None]
    if absent:
        lines.append(_("Still missing, please: %(tasks)s") % {"tasks": "、".join(absent)})
    return "\n".join(lines)
