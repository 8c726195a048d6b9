"""What the weekly page shows, in a number of queries that does not grow with the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.calendars import calendar, is_estimated
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans.models import Role, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.models import CheckIn, RiskNotice, WeeklyRound
from tongzhou.progress.policy import carried
from tongzhou.progress.states import OWED_IN

MOST_HISTORY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """One task in the weekly table; `updated_at` None means this week's update is missing.

    `starts` is given while the work is still to begin: until then nothing is owed.

    `errors` by field, where what was typed could not be taken: then the fields hold what was typed.
    """

    id: UUID
    name: str
    department: str
    hue: int
    people: str
    state: str
    state_label: str
    tone: str
    percent: int | str
    end: date | None
    end_is_estimated: bool
    starts: date | None
    is_late: bool
    risk: str
    next_week: str
    updated_at: datetime | None
    may_update: bool
    owes: bool
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        return self.owes and self.updated_at is None

    def with_typed(self, form: forms.Form) -> "WeekRow":
        typed: dict[str, Any] = {name: form.data.get(name, "") for name in form.fields}
        errors = {name: str(sentences[0]) for name, sentences in form.errors.items()}
        return replace(self, **typed, errors=errors)


def weekly(collaboration: Collaboration, person: Person) -> list[WeekRow]:
    return _rows(Task.objects.filter(collaboration=collaboration, removed_at=None), person)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one collaboration."""

    case: Collaboration
    rows: list[WeekRow]


def own_week(person: Person) -> list[Section]:
    """Whatever this person carries, or carries for somebody absent, in all collaborations."""
    carried_by = Role.objects.filter(letter__in=("R", "A"), person__in=stands_for(person))
    tasks = Task.objects.filter(
        pk__in=carried_by.values("task"),
        collaboration__state="delivering",
        removed_at=None,
        state__in=OWED_IN,
    )
    cases = list(Collaboration.objects.filter(pk__in=tasks.values("collaboration")))
    ordered = tasks.visible_to(person).order_by("collaboration", "position")
    rows = {row.id: row for row in _rows(ordered, person)}
    places = dict(ordered.values_list("pk", "collaboration"))
    found = {case.pk: [rows[pk] for pk, of in places.items() if of == case.pk] for case in cases}
    return [Section(case, found[case.pk]) for case in cases if found[case.pk]]


def week_row(task: Task, person: Person) -> WeekRow:
    """The same row alone, as the table shows it after an update."""
    return _rows(Task.objects.filter(pk=task.pk), person)[0]


def current_round(collaboration: Collaboration) -> WeeklyRound | None:
    """The newest that was opened."""
    rounds = WeeklyRound.objects.filter(collaboration=collaboration)
    return rounds.exclude(state="coming").first()


def notices_of(collaboration: Collaboration) -> QuerySet[RiskNotice]:
    notices = RiskNotice.objects.filter(task__collaboration=collaboration)
    return notices.select_related("task__department", "by", "on_behalf_of", "acknowledged_by")


def history(task: Task) -> QuerySet[CheckIn]:
    """Updates that said what comes next; every status is told by `statuses`."""
    entries = (
        CheckIn.objects.filter(task=task)
        .exclude(next_week="")
        .select_related("by", "on_behalf_of", "round")
    )
    return entries.order_by("-at", "-id")[:MOST_HISTORY]


def lead_days(task: Task) -> int | None:
    """Working days from today to the signed end: what a notice given now would be worth."""
    return calendar().working_days_between(clock.today(), task.end) if task.end else None


def summary_text(collaboration: Collaboration, rows: list[WeekRow], due_at: datetime | None) -> str:
    """Ready for the group chat: who is where, what is at risk, who is still missing."""
    day = date_format((due_at or clock.now()).astimezone(clock.zone()), "Y-m-d")
    lines = [_("“%(name)s” · week to %(day)s") % {"name": collaboration.name, "day": day}]
    lines += [_summary_line(row) for row in rows]
    absent = [row.name for row in rows if row.is_missing]
    if absent:
        tasks = pgettext("between names", ", ").join(absent)
        lines.append(_("Still missing, please: %(tasks)s") % {"tasks": tasks})
    return "\n".join(lines)


def _summary_line(row: WeekRow) -> str:
    facts = {
        "task": row.name,
        "department": row.department,
        "percent": row.percent,
        "risk": row.risk,
    }
    if row.risk:
        return _("· %(task)s (%(department)s) %(percent)s %%, risk: %(risk)s") % facts
    return _("· %(task)s (%(department)s) %(percent)s %%") % facts


def _rows(tasks: QuerySet[Task], person: Person) -> list[WeekRow]:
    named = Role.objects.filter(letter="R", person__isnull=False).select_related("person")
    shown = list(
        tasks.select_related("department").prefetch_related(
            Prefetch("roles", queryset=named, to_attr="carriers")
        )
    )
    mine = carried(person, tasks.filter(collaboration__state="delivering"))
    said = _said_this_week(shown)
    return [_row(task, said.get(task.pk), mine) for task in shown]


def _said_this_week(tasks: Sequence[Task]) -> dict[UUID, CheckIn]:
    """The latest update of each task since the newest round of its collaboration was opened."""
    if not tasks:
        return {}
    opened = WeeklyRound.objects.exclude(state="coming")
    newest = opened.filter(collaboration=OuterRef("round__collaboration")).values("week")[:1]
    updates = CheckIn.objects.filter(
        round__week__gte=Subquery(newest), task__in=[task.pk for task in tasks]
    )
    return {update.task_id: update for update in updates.order_by("at", "id")}


def _row(task: Task, said: CheckIn | None, mine: set[UUID]) -> WeekRow:
    state = TASK.state(task.state)
    carriers: list[Role] = task.carriers  # type: ignore[attr-defined]
    is_open = task.state in OWED_IN
    return WeekRow(
        id=task.pk,
        name=task.name,
        department=task.department.name,
        hue=task.department.hue,
        people=pgettext("between names", ", ").join(
            role.person.name for role in carriers if role.person
        ),
        state=task.state,
        state_label=str(state.label),
        tone=state.tone,
        percent=task.percent,
        end=task.end,
        end_is_estimated=bool(task.end and is_estimated(task.end)),
        starts=task.start if is_open and not _begins_by_now(task) else None,
        is_late=bool(is_open and task.end and task.end < clock.today()),
        risk=task.risk,
        next_week=said.next_week if said else "",
        updated_at=said.at if said else None,
        may_update=is_open and task.pk in mine,
        owes=is_open and _begins_by_now(task),
    )


def _begins_by_now(task: Task) -> bool:
    """In this week at the latest: only then is an update owed."""
    due_at = calendar().week_deadline(clock.today()) or clock.now()
    return task.start is None or task.start <= due_at.astimezone(clock.zone()).date()
