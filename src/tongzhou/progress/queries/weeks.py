"""What the weekly page shows, in a number of queries that does not grow with the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import pgettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.calendars import calendar, is_estimated
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans.models import Role, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.models import CheckIn, Confidence, RiskNotice, WeeklyRound
from tongzhou.progress.policy import carried
from tongzhou.progress.queries.promises import Promised, words_of
from tongzhou.progress.queries.signals import confidences_of, trusted_by
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
    updated_by: str
    may_update: bool
    owes: bool
    promise: Promised | None = None
    kept: str = ""
    reason: str = ""
    may_trust: bool = False
    confidences: Sequence[Confidence] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_asked_about_its_promise(self) -> bool:
        return self.may_update and self.promise is not None and not self.promise.is_judged

    @property
    def is_in_doubt(self) -> bool:
        """Somebody who waits for it worries, and its own update names no risk."""
        return not self.risk and any(one.level == "worried" for one in self.confidences)

    @property
    def is_missing(self) -> bool:
        return self.owes and self.updated_at is None

    def with_typed(self, form: forms.Form) -> "WeekRow":
        own = set(self.__dataclass_fields__) & set(form.fields)
        typed: dict[str, Any] = {name: form.data.get(name, "") for name in own}
        errors = {name: str(sentences[0]) for name, sentences in form.errors.items()}
        return replace(self, **typed, errors=errors)


def weekly(collaboration: Collaboration, person: Person) -> list[WeekRow]:
    rows = rows_of(Task.objects.filter(collaboration=collaboration, removed_at=None), person)
    trusted = trusted_by(person, collaboration)
    return [replace(row, may_trust=row.id in trusted) for row in rows]


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
    rows = {row.id: row for row in rows_of(ordered, person)}
    places = dict(ordered.values_list("pk", "collaboration"))
    found = {case.pk: [rows[pk] for pk, of in places.items() if of == case.pk] for case in cases}
    return [Section(case, found[case.pk]) for case in cases if found[case.pk]]


def week_row(task: Task, person: Person) -> WeekRow:
    """The same row alone, as the table shows it after an update."""
    return rows_of(Task.objects.filter(pk=task.pk), person)[0]


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
        .select_related("by", "on_behalf_of", "round", "verdict")
    )
    return entries.order_by("-at", "-id")[:MOST_HISTORY]


def lead_days(task: Task) -> int | None:
    """Working days from today to the signed end: what a notice given now would be worth."""
    return calendar().working_days_between(clock.today(), task.end) if task.end else None


def rows_of(tasks: QuerySet[Task], person: Person) -> list[WeekRow]:
    named = Role.objects.filter(letter="R", person__isnull=False).select_related("person")
    shown = list(
        tasks.select_related("department").prefetch_related(
            Prefetch("roles", queryset=named, to_attr="carriers")
        )
    )
    mine = carried(person, tasks.filter(collaboration__state="delivering"))
    words = words_of(tasks)
    beliefs = confidences_of(task.pk for task in shown)
    return [
        replace(
            _row(task, words.said.get(task.pk), mine),
            promise=words.promised.get(task.pk),
            confidences=beliefs.get(task.pk, ()),
        )
        for task in shown
    ]


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
        updated_by=said.by.name if said else "",
        may_update=is_open and task.pk in mine,
        owes=is_open and _begins_by_now(task),
    )


def _begins_by_now(task: Task) -> bool:
    """In this week at the latest: only then is an update owed."""
    due_at = calendar().week_deadline(clock.today()) or clock.now()
    return task.start is None or task.start <= due_at.astimezone(clock.zone()).date()


def to_be_reminded(most: int) -> list[WeeklyRound]:
    """From the beginning of the working day on which their updates are due, once."""
    now = clock.now()
    evening = datetime.combine(clock.today(), time.max, tzinfo=clock.zone())
    due = WeeklyRound.objects.filter(
        state="open", reminded_at=None, due_at__range=(now, evening),
        collaboration__state="delivering",
    )  # fmt: skip
    return list(due.select_related("collaboration").order_by("pk")[:most])
