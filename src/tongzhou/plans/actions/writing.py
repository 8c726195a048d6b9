"""Writes one value into one column and says what happened; judging was done before."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.dates import check_order
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.org.models import Department
from tongzhou.plans import events
from tongzhou.plans.actions.own_values import write_own
from tongzhou.plans.cells import is_own
from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task
from tongzhou.plans.rows import LIST, Row

Writer = Callable[[Task, Row, Any], Event | None]
Waits = tuple[tuple[UUID, str, int], ...]


def write(task: Task, before: Row, column: str, value: Any) -> Event | None:
    """None when the cell already says so. `task` is held and kept up to date."""
    if is_own(column):
        return write_own(task, value.field, value.text)
    return WRITERS[column](task, before, value)


def _save(task: Task, **values: Any) -> None:
    for name, value in values.items():
        setattr(task, name, value)
    task.save(update_fields=list(values))


def _about(task: Task) -> dict[str, Any]:
    return {"subject": task.pk, "collaboration": task.collaboration_id}


def _name(task: Task, before: Row, name: str) -> Event | None:
    if name == before.name:
        return None
    _save(task, name=name)
    return events.TaskRenamed(**_about(task), old=before.name, new=name)


def _department(task: Task, before: Row, department: UUID) -> Event | None:
    if department == before.department.id:
        return None
    _save(task, department_id=department)
    Support.objects.filter(task=task, department=department).delete()
    return events.TaskHandedOver(
        **_about(task),
        name=task.name,
        old=DepartmentId(before.department.id),
        new=DepartmentId(department),
    )


def _dates(task: Task, before: Row, dates: tuple[date | None, date | None]) -> Event | None:
    start, end = dates
    if (start, end) == (before.start, before.end):
        return None
    if start and end:
        check_order(start, end)
    _save(task, start=start, end=end)
    after = _interval(start, end)
    old = _interval(before.start, before.end)
    return events.TaskDated(**_about(task), name=task.name, old=old, new=after)


def _start(task: Task, before: Row, day: date | None) -> Event | None:
    return _dates(task, before, (day, before.end))


def _end(task: Task, before: Row, day: date | None) -> Event | None:
    return _dates(task, before, (before.start, day))


def _interval(start: date | None, end: date | None) -> str:
    return f"{start or '—'} ~ {end or '—'}"


def _buffer(task: Task, before: Row, days: int) -> Event | None:
    if days == before.buffer_days:
        return None
    _save(task, buffer_days=days)
    return events.TaskBuffered(**_about(task), name=task.name, old=before.buffer_days, new=days)


def _deliverable(task: Task, before: Row, text: str) -> Event | None:
    if text == before.deliverable:
        return None
    _save(task, deliverable=text)
    return events.DeliverableChanged(
        **_about(task), name=task.name, old=before.deliverable, new=text
    )


def _criteria(task: Task, before: Row, texts: tuple[str, ...]) -> Event | None:
    if texts == before.criteria:
        return None
    Criterion.objects.filter(task=task).delete()
    Criterion.objects.bulk_create(
        Criterion(task=task, position=place, text=text) for place, text in enumerate(texts, start=1)
    )
    return events.CriteriaChanged(**_about(task), name=task.name, old=before.criteria, new=texts)


def _supports(task: Task, before: Row, departments: tuple[UUID, ...]) -> Event | None:
    wanted = {key for key in departments if key != task.department_id}
    known = {one.id for one in before.supports}
    if wanted == known:
        return None
    Support.objects.filter(task=task, department__in=known - wanted).delete()
    Support.objects.bulk_create(Support(task=task, department_id=key) for key in wanted - known)
    return events.SupportsChanged(
        **_about(task),
        name=task.name,
        old=tuple(DepartmentId(key) for key in sorted(known)),
        new=tuple(DepartmentId(key) for key in sorted(wanted)),
    )


def _seats(letter: str) -> Writer:
    def fill(task: Task, before: Row, wanted: tuple[UUID, ...] | UUID | None) -> Event | None:
        keys = (wanted,) if isinstance(wanted, UUID) else wanted or ()
        seats = {seat.key: seat for seat in before.seats.get(letter, ())}
        gone = [seat for key, seat in seats.items() if key not in keys]
        fresh = [key for key in keys if key not in seats]
        named = Role.objects.filter(task=task, letter=letter, stands_in=True)
        confirmed = named.filter(person__in=keys).update(stands_in=False)
        if not (gone or fresh or confirmed):
            return None
        title = gone[0].title if len(gone) == len(fresh) == 1 else ""
        _refill(task, letter, {seat.key for seat in gone}, fresh, title)
        return events.RoleFilled(
            **_about(task),
            name=task.name,
            letter=letter,
            old=tuple(PersonId(key) for key in seats),
            new=tuple(PersonId(key) for key in keys),
        )

    return fill


def _refill(task: Task, letter: str, gone: set[UUID], fresh: list[UUID], title: str) -> None:
    roles = Role.objects.filter(task=task, letter=letter)
    roles.filter(person__in=gone).delete()
    roles.filter(person=None, department__in=gone).delete()
    departments = set(Department.objects.filter(pk__in=fresh).values_list("pk", flat=True))
    for key in fresh:
        holder = {"department_id": key} if key in departments else {"person_id": key}
        Role.objects.create(task=task, letter=letter, seat=title, **holder)


def _waits(task: Task, before: Row, waits: Waits) -> Event | None:
    known: Waits = tuple((wait.on, wait.kind, wait.lag_days) for wait in before.waits_for)
    if set(waits) == set(known):
        return None
    if any(on == task.pk for on, _kind, _lag in waits):
        raise Invalid(_("A row cannot wait for itself."), errors={"waits_for": ""})
    circle = _circle(task, {on for on, _kind, _lag in waits})
    if circle:
        sentence = _("These rows would wait for each other in a circle: %(path)s.") % {
            "path": " → ".join(circle)
        }
        raise Invalid(sentence, errors={"waits_for": sentence})
    Dependency.objects.filter(task=task, on__removed_at=None).delete()
    Dependency.objects.bulk_create(
        Dependency(task=task, on_id=on, kind=kind, lag_days=lag) for on, kind, lag in waits
    )
    numbers = dict(Task.objects.filter(pk__in=[on for on, *_ in waits]).values_list("pk", "number"))
    return events.DependenciesChanged(
        **_about(task),
        name=task.name,
        shown=LIST.join(str(numbers[on]) for on, *_ in waits) or "—",
        old=tuple(f"{on} {kind} {lag}" for on, kind, lag in known),
        new=tuple(f"{on} {kind} {lag}" for on, kind, lag in waits),
    )


def _circle(task: Task, starts: set[UUID]) -> list[str]:
    """The names on the way from the row back to itself, were it to wait for these; empty if none."""
    rows = Dependency.objects.filter(
        task__collaboration=task.collaboration_id, on__removed_at=None, task__removed_at=None
    )
    waits: dict[UUID, set[UUID]] = {}
    for key, on in rows.exclude(task=task).values_list("task", "on"):
        waits.setdefault(key, set()).add(on)
    came_from = dict.fromkeys(starts, task.pk)
    ahead = list(starts)
    while ahead:
        key = ahead.pop()
        if key == task.pk:
            return _names_back(task.pk, came_from)
        for on in waits.get(key, set()) - came_from.keys():
            came_from[on] = key
            ahead.append(on)
    return []


def _names_back(key: UUID, came_from: dict[UUID, UUID]) -> list[str]:
    path = [key]
    while len(path) == 1 or path[-1] != key:
        path.append(came_from[path[-1]])
    names = dict(Task.objects.filter(pk__in=path).values_list("pk", "name"))
    return [names[one] for one in path]


def _effort(task: Task, before: Row, days: Decimal | None) -> Event | None:
    if days == before.effort_days:
        return None
    _save(task, effort_days=days)
    return events.TaskEstimated(
        **_about(task),
        name=task.name,
        old=before.text("effort_days") or "—",
        new="—" if days is None else str(days),
    )


def _ask(task: Task, before: Row, ask: UUID | None) -> Event | None:
    if ask == before.ask:
        return None
    _save(task, ask_id=ask)
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
