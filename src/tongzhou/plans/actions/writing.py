"""Writes one value into one column and says what happened; judging was done before.

`note` leaves it with a pen that somebody puts down later, `write` puts it down at once.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.dates import check_order
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.plans import events
from tongzhou.plans.actions.own_values import note_own
from tongzhou.plans.actions.pen import Exchange, Pen, Waits
from tongzhou.plans.cells import is_own
from tongzhou.plans.models import Task
from tongzhou.plans.rows import LIST, Row

Writer = Callable[[Pen, Task, Row, Any], Event | None]


def write(task: Task, before: Row, column: str, value: Any) -> Event | None:
    """None when the cell already says so. `task` is held and kept up to date."""
    pen = Pen(task.collaboration_id)
    event = note(pen, task, before, column, value)
    pen.put_down()
    return event


def note(pen: Pen, task: Task, before: Row, column: str, value: Any) -> Event | None:
    if is_own(column):
        old = before.own[column].text if column in before.own else ""
        return note_own(pen, task, value.field, old, value.text)
    return WRITERS[column](pen, task, before, value)


def _about(task: Task) -> dict[str, Any]:
    return {"subject": task.pk, "collaboration": task.collaboration_id}


def _name(pen: Pen, task: Task, before: Row, name: str) -> Event | None:
    if name == before.name:
        return None
    pen.row(task, name=name)
    return events.TaskRenamed(**_about(task), old=before.name, new=name)


def _department(pen: Pen, task: Task, before: Row, department: UUID) -> Event | None:
    if department == before.department.id:
        return None
    pen.row(task, department_id=department)
    pen.supports(task, {department}, ())
    return events.TaskHandedOver(
        **_about(task),
        name=task.name,
        old=DepartmentId(before.department.id),
        new=DepartmentId(department),
    )


def _dates(
    pen: Pen, task: Task, before: Row, dates: tuple[date | None, date | None]
) -> Event | None:
    start, end = dates
    if (start, end) == (before.start, before.end):
        return None
    if start and end:
        check_order(start, end)
    pen.row(task, start=start, end=end)
    after = _interval(start, end)
    old = _interval(before.start, before.end)
    return events.TaskDated(**_about(task), name=task.name, old=old, new=after)


def _start(pen: Pen, task: Task, before: Row, day: date | None) -> Event | None:
    return _dates(pen, task, before, (day, before.end))


def _end(pen: Pen, task: Task, before: Row, day: date | None) -> Event | None:
    return _dates(pen, task, before, (before.start, day))


def _interval(start: date | None, end: date | None) -> str:
    return f"{start or '—'} ~ {end or '—'}"


def _buffer(pen: Pen, task: Task, before: Row, days: int) -> Event | None:
    if days == before.buffer_days:
        return None
    pen.row(task, buffer_days=days)
    return events.TaskBuffered(**_about(task), name=task.name, old=before.buffer_days, new=days)


def _deliverable(pen: Pen, task: Task, before: Row, text: str) -> Event | None:
    if text == before.deliverable:
        return None
    pen.row(task, deliverable=text)
    return events.DeliverableChanged(
        **_about(task), name=task.name, old=before.deliverable, new=text
    )


def _criteria(pen: Pen, task: Task, before: Row, texts: tuple[str, ...]) -> Event | None:
    if texts == before.criteria:
        return None
    pen.criteria(task, texts)
    return events.CriteriaChanged(**_about(task), name=task.name, old=before.criteria, new=texts)


def _supports(pen: Pen, task: Task, before: Row, departments: tuple[UUID, ...]) -> Event | None:
    wanted = {key for key in departments if key != task.department_id}
    known = {one.id for one in before.supports}
    if wanted == known:
        return None
    pen.supports(task, known - wanted, wanted - known)
    return events.SupportsChanged(
        **_about(task),
        name=task.name,
        old=tuple(DepartmentId(key) for key in sorted(known)),
        new=tuple(DepartmentId(key) for key in sorted(wanted)),
    )


def _seats(letter: str) -> Writer:
    def fill(
        pen: Pen, task: Task, before: Row, wanted: tuple[UUID, ...] | UUID | None
    ) -> Event | None:
        keys = (wanted,) if isinstance(wanted, UUID) else wanted or ()
        seats = {seat.key: seat for seat in before.seats.get(letter, ())}
        gone = [seat for key, seat in seats.items() if key not in keys]
        fresh = [key for key in keys if key not in seats]
        confirmed = {key for key in keys if key in seats and seats[key].stands_in}
        if not (gone or fresh or confirmed):
            return None
        title = gone[0].title if len(gone) == len(fresh) == 1 else ""
        pen.seats(task, letter, Exchange({seat.key for seat in gone}, fresh, confirmed, title))
        return events.RoleFilled(
            **_about(task),
            name=task.name,
            letter=letter,
            old=tuple(PersonId(key) for key in seats),
            new=tuple(PersonId(key) for key in keys),
        )

    return fill


def _waits(pen: Pen, task: Task, before: Row, waits: Waits) -> Event | None:
    known: Waits = tuple((wait.on, wait.kind, wait.lag_days) for wait in before.waits_for)
    if set(waits) == set(known):
        return None
    if any(on == task.pk for on, _kind, _lag in waits):
        raise Invalid(_("A row cannot wait for itself."), errors={"waits_for": ""})
    pen.waits(task, waits)
    return events.DependenciesChanged(
        **_about(task),
        name=task.name,
        shown=LIST.join(str(pen.numbers[on]) for on, *_ in waits) or "—",
        old=tuple(f"{on} {kind} {lag}" for on, kind, lag in known),
        new=tuple(f"{on} {kind} {lag}" for on, kind, lag in waits),
    )


def _effort(pen: Pen, task: Task, before: Row, days: Decimal | None) -> Event | None:
    if days == before.effort_days:
        return None
    pen.row(task, effort_days=days)
    return events.TaskEstimated(
        **_about(task),
        name=task.name,
        old=before.text("effort_days") or "—",
        new="—" if days is None else str(days),
    )


def _ask(pen: Pen, task: Task, before: Row, ask: UUID | None) -> Event | None:
    if ask == before.ask:
        return None
    pen.row(task, ask_id=ask)
    return events.TaskLinked(
        **_about(task), name=task.name, old=str(before.ask or ""), new=str(ask or "")
    )


WRITERS: dict[str, Writer] = {
    "name": _name,
    "department": _department,
    "responsible": _seats("R"),
    "accountable": _seats("A"),
    "consulted": _seats("C"),
    "informed": _seats("I"),
    "dates": _dates,
    "start": _start,
    "end": _end,
    "buffer_days": _buffer,
    "deliverable": _deliverable,
    "supports": _supports,
    "criteria": _criteria,
    "waits_for": _waits,
    "effort_days": _effort,
    "ask": _ask,
}
