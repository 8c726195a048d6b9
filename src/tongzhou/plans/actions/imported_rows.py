"""Writes the rows of a file, 500 at a time, where the caller holds the collaboration and has judged."""

from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions.past import Past, record_past
from tongzhou.journal.events import Event
from tongzhou.org.models import Department, Person
from tongzhou.plans.actions.parties import bring_in
from tongzhou.plans.actions.tasks import MOST_ROWS
from tongzhou.plans.cells import plain
from tongzhou.plans.events import ProgressNoted
from tongzhou.plans.models import Criterion, Dependency, FieldValue, Role, Support, Task
from tongzhou.plans.queries.mapping import Resolution, SeatPlace
from tongzhou.plans.queries.own_cells import OwnCells
from tongzhou.plans.workbook.contents import TaskLine

T = TypeVar("T")
CHUNK = 500
END_OF_DAY = time(18)
USUAL_BUFFER = 3
Steps = Generator[int, None, T]
"""Says after each step how many rows stand already; whoever stops listening stops the work."""


def write_rows(case: Collaboration, found: Resolution, *, by: Person) -> Steps[list[Task]]:
    lines = found.contents.tasks
    last = case.tasks.aggregate(number=Max("number"), position=Max("position"))
    if (last["number"] or 0) + len(lines) > MOST_ROWS:
        raise Invalid(_("A division table has at most %(most)s rows.") % {"most": MOST_ROWS})
    bring_in(case, _departments(found), by=by)
    for person in _people(case, found):
        bring_in_person(case, person, by=by)
    tasks: list[Task] = []
    for start in range(0, len(lines), CHUNK):
        part = lines[start : start + CHUNK]
        made = [
            _task(case, line, found, (last["number"] or 0) + place, (last["position"] or 0) + place)
            for place, line in enumerate(part, start=start + 1)
        ]
        _write_part(made, part, found, by)
        FieldValue.objects.bulk_create(_own(made, found.own[start : start + CHUNK]))
        tasks += made
        yield len(tasks)
    Dependency.objects.bulk_create(
        [
            Dependency(task=tasks[line], on=tasks[on], kind=kind, lag_days=lag)
            for line, on, kind, lag in found.links
        ],
        batch_size=CHUNK,
    )
    return tasks


def _write_part(
    tasks: list[Task], lines: tuple[TaskLine, ...], found: Resolution, by: Person
) -> None:
    pairs = list(zip(tasks, lines, strict=True))
    Task.objects.bulk_create(tasks)
    Criterion.objects.bulk_create(
        Criterion(task=task, position=place, text=text)
        for task, line in pairs
        for place, text in enumerate(line.criteria, start=1)
    )
    Support.objects.bulk_create(
        Support(task=task, department=department)
        for task, line in pairs
        for department in _supports(task, line, found)
    )
    Role.objects.bulk_create(role for task, line in pairs for role in _roles(task, line, found))
    now = clock.now()
    begun = [task for task in tasks if task.percent or task.risk]
    record_past(Past(now, by.pk, _noted(task)) for task in begun)


def _own(tasks: list[Task], cells: OwnCells) -> Iterator[FieldValue]:
    for task, filled in zip(tasks, cells, strict=False):
        for one in filled:
            if one.text:
                yield FieldValue(task=task, field=one.field, text=one.text)


def _task(
    case: Collaboration, line: TaskLine, found: Resolution, number: int, position: int
) -> Task:
    """What was finished is noted as 100 %: handing over and accepting are steps of their own."""
    progress = (
        found.contents.progress_of.get(line.key or line.name) if line.percent is None else None
    )
    percent = progress.percent if progress else line.percent or 0
    updated = progress.updated if progress else None
    return Task(
        collaboration=case, number=number, position=position, name=line.name,
        department=found.department(line.department), start=line.start, end=line.end,
        buffer_days=USUAL_BUFFER if line.buffer_days is None else line.buffer_days,
        deliverable=line.deliverable,
        effort_days=None if line.effort_days is None else Decimal(str(round(line.effort_days, 1))),
        baseline_start=line.baseline[0], baseline_end=line.baseline[1],
        percent=percent, risk=progress.risk if progress else line.risk,
        state="in_progress" if percent else "not_started",
        updated_at=datetime.combine(updated, END_OF_DAY, tzinfo=clock.zone()) if updated else None,
    )  # fmt: skip


def _supports(task: Task, line: TaskLine, found: Resolution) -> Iterable[Department]:
    named = {one.pk: one for one in map(found.department, line.supports)}
    return [one for key, one in named.items() if key != task.department_id]


def _roles(task: Task, line: TaskLine, found: Resolution) -> Iterator[Role]:
    yield from _responsible(task, line, found)
    if line.accountable:
        yield _role(task, "A", found.seat(line.department, line.accountable))
    elif task.department.head_id:
        yield Role(task=task, letter="A", person_id=task.department.head_id)
    for letter, names in (("C", line.consulted), ("I", line.informed)):
        heard = {one.pk: one for name in names if (one := found.heard.get(plain(name)))}
        for one in heard.values():
            holder: dict[str, Any] = (
                {"person": one} if isinstance(one, Person) else {"department": one}
            )
            yield Role(task=task, letter=letter, **holder)


def _responsible(task: Task, line: TaskLine, found: Resolution) -> Iterable[Role]:
    """Several seats that one head stands in for are one role with all their titles."""
    roles: dict[object, Role] = {}
    for written in line.responsible:
        fresh = _role(task, "R", found.seat(line.department, written))
        role = roles.setdefault(fresh.person_id, fresh)
        if role is not fresh:
            role.seat = "、".join(filter(None, (role.seat, fresh.seat)))[:60]
    return roles.values()


def _role(task: Task, letter: str, seat: SeatPlace) -> Role:
    person = seat.person or seat.stand_in
    title = "" if seat.is_name else seat.written[:60]
    return Role(task=task, letter=letter, person=person, seat=title, stands_in=seat.person is None)


def _departments(found: Resolution) -> list[Any]:
    """Everybody the file names, in its order."""
    written = [name for line in found.contents.tasks for name in (line.department, *line.supports)]
    return list(dict.fromkeys(found.department(name).pk for name in dict.fromkeys(written)))


def _people(case: Collaboration, found: Resolution) -> list[Person]:
    if case.visibility != Collaboration.Visibility.CONFIDENTIAL:
        return []
    seats = {seat.person.pk: seat.person for seat in found.seats.values() if seat.person}
    return list(seats.values())


def _noted(task: Task) -> Callable[[], Event]:
    return lambda: ProgressNoted(
        subject=task.pk,
        collaboration=task.collaboration_id,
        name=task.name,
        percent=task.percent,
        before=0,
        state=task.state,
        risk=task.risk,
    )
