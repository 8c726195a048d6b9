"""What a department or a person carries, across every collaboration the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Role, Task
from tongzhou.plans.queries.lines import between
from tongzhou.plans.states import TASK
from tongzhou.schedule.load import DAY, SPAN, WEEKS, Carried, Carrier, Line, loads, mondays

BOUND = ("dividing", "signing", "delivering", "accepting")
OPEN = ("not_started", "in_progress", "delivered")
MOST_PEOPLE, MOST_ROWS = 60, 300
FACTS = (
    "id", "number", "name", "start", "end", "state", "percent", "effort_days", "collaboration",
    "collaboration__number", "collaboration__name", "department__name", "department__hue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """One row, with the collaboration it belongs to."""

    id: UUID
    name: str
    dates: str
    state: str
    tone: str
    percent: int
    is_late: bool
    department: str
    hue: int
    people: str


@dataclass(frozen=True, slots=True)
class Group:
    case: UUID
    number: str
    name: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, eq=False)
class LoadPage:
    """`is_cut`: there are more rows than are shown."""

    weeks: tuple[date, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    earlier: date
    later: date
    is_cut: bool


def of_department(department: Department, reader: Person, first: date | None) -> LoadPage:
    """Its own rows and those of departments below, and everybody who works there."""
    within = Q(department__path__startswith=department.path)
    people = Person.objects.active().filter(within).order_by("department__path", "name")
    carried = Q(
        pk__in=Role.objects.filter(
            letter="R", person__department__path__startswith=department.path
        ).values("task")
    )
    return _page(reader, within | carried, _carriers(people), first)


def of_person(person: Person, reader: Person, first: date | None) -> LoadPage:
    """Whatever the person is responsible or accountable for."""
    held = Role.objects.filter(person=person, letter__in=("R", "A")).values("task")
    return _page(reader, Q(pk__in=held), _carriers(Person.objects.filter(pk=person.pk)), first)


def _page(reader: Person, which: Q, people: list[Carrier], first: date | None) -> LoadPage:
    weeks = mondays(first or clock.today())
    tasks = list(_tasks(reader, which, weeks)[: MOST_ROWS + 1])
    seats = _responsible([row["id"] for row in tasks])
    rows = [_carried(row, seats[row["id"]]) for row in tasks if row["start"] and row["end"]]
    return LoadPage(
        weeks=weeks,
        lines=tuple(loads(people, rows, weeks, calendar())),
        groups=_groups(tasks[:MOST_ROWS], seats),
        earlier=weeks[0] - SPAN * WEEKS,
        later=weeks[-1] + SPAN,
        is_cut=len(tasks) > MOST_ROWS,
    )


def _tasks(reader: Person, which: Q, weeks: Sequence[date]) -> QuerySet[Task, Any]:
    """Open rows that lie in the weeks shown, are late, or have no dates yet."""
    last = weeks[-1] + SPAN - DAY
    reach = Q(start__lte=last) | Q(start=None, end__lte=last) | Q(start=None, end=None)
    rows = Task.objects.visible_to(reader).standing().filter(which, reach)
    open_rows = rows.filter(state__in=OPEN, collaboration__state__in=BOUND)
    return open_rows.order_by("-collaboration__number", "position", "number").values(*FACTS)


def _responsible(tasks: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    roles = Role.objects.filter(task__in=list(tasks), letter="R", person__isnull=False)
    for task, person, name in roles.values_list("task", "person", "person__name"):
        if person:
            found[task].append((person, name or ""))
    return found


def _carriers(people: QuerySet[Person]) -> list[Carrier]:
    rows = people.values_list("pk", "name", "department__hue", "hours_per_day")[:MOST_PEOPLE]
    return [Carrier(*row) for row in rows]


def _carried(row: dict[str, Any], seats: list[tuple[UUID, str]]) -> Carried:
    """Work that is reported as done is no longer carried."""
    left = row["effort_days"] and row["effort_days"] * (100 - row["percent"]) / 100
    start = max(row["start"], min(clock.today(), row["end"])) if row["percent"] else row["start"]
    return Carried(tuple(key for key, _name in seats), start, row["end"], left)


def _groups(
    tasks: Sequence[dict[str, Any]], seats: dict[UUID, list[tuple[UUID, str]]]
) -> tuple[Group, ...]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in tasks:
        found.setdefault(row["collaboration"], []).append(row)
    return tuple(
        Group(
            case,
            rows[0]["collaboration__number"],
            rows[0]["collaboration__name"],
            tuple(_promise(row, seats[row["id"]]) for row in rows),
        )
        for case, rows in found.items()
    )


def _promise(row: dict[str, Any], seats: list[tuple[UUID, str]]) -> Promise:
    state = TASK.state(row["state"])
    late = row["end"] is not None and row["end"] < clock.today() and row["percent"] < 100
    return Promise(
        id=row["id"],
        name=row["name"],
        dates=between(row["start"], row["end"]),
        state=str(state.label),
        tone="seal" if late else state.tone,
        percent=row["percent"],
        is_late=late,
        department=row["department__name"],
        hue=row["department__hue"],
        people="、".join(name for _key, name in seats),
    )
