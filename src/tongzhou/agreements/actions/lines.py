"""Writes the lines of a change request: what is signed, and how it shall read instead."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.asked import Asked, Values
from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import (
    BEFOREHAND,
    CHANGEABLE,
    OF_ASK,
    ROW,
    SHARED,
    WAITS,
    blank,
)
from tongzhou.agreements.models import ChangeLine, ChangeRequest, Row
from tongzhou.agreements.provisions.vocabulary import in_order
from tongzhou.collaborations.terms import day_errors
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.plans.actions.under_change import propose_row, rename_proposed
from tongzhou.plans.models import Dependency, Task

SETTLED = ("accepted", "accepted_with_remains")


def write_lines(change: ChangeRequest, asked: Asked) -> None:
    """A value that reads as it is signed has no line."""
    for task, wanted in asked.rows.items():
        _write_row(change, task, wanted)
    for values in asked.added:
        _add_row(change, values)
    for task in asked.dropped:
        _drop_row(change, task)
    if asked.shared:
        _write_shared(change, asked.shared)
    for ask, wanted in asked.asks.items():
        _write_ask(change, ask, wanted)
    for matter in asked.back:
        _leave_as_it_is(change, matter)


def rewrite_lines(change: ChangeRequest) -> None:
    """Against the version that is the base now; what came true or has gone meanwhile falls away."""
    rows = change.base.rows.exclude(task=None).filter(task__removed_at=None)
    standing = set(rows.values_list("task", flat=True))
    added = set(_added(change).values_list("task", flat=True))
    for line in change.lines.order_by("id"):
        if line.ask_id:
            _write_ask(change, line.ask_id, {line.field: line.new})
        elif line.task_id is None:
            _write_shared(change, {line.field: line.new})
        elif line.task_id not in standing | added or _is_settled(line.task_id):
            line.delete()
        elif line.field == ROW and line.new is None:
            _drop_row(change, line.task_id)
        elif line.field != ROW:
            _write_row(change, line.task_id, {line.field: line.new}, is_whole=False)


def waits_of(task: UUID) -> list[dict[str, Any]]:
    """What a row waits for now, as a line says it."""
    rows = Dependency.objects.filter(task=task, on__removed_at=None, task__removed_at=None)
    found = rows.values_list("on", "kind", "lag_days")
    return sorted(
        ({"on": str(on), "kind": kind, "lag_days": lag} for on, kind, lag in found),
        key=lambda one: str(one["on"]),
    )


def _write_row(change: ChangeRequest, task: UUID, wanted: Values, *, is_whole: bool = True) -> None:
    _require_columns(wanted, CHANGEABLE)
    if added := _added(change).filter(task=task).select_related("task").first():
        _write_added(change, added, wanted)
        return
    row = _row(change, task)
    _require_open(row.task)
    before: Content = row.content | {WAITS: waits_of(task)}
    if is_whole:
        _check_dates(before | dict(wanted))
    change.lines.filter(task=task, field=ROW).delete()
    _replace(change, wanted, before, task_id=task)


def _add_row(change: ChangeRequest, values: Values) -> None:
    _require_columns(values, CHANGEABLE)
    _require_named(values)
    _check_dates(values)
    task = propose_row(
        change.collaboration, name=values["name"], department=UUID(values["department"])
    )
    ChangeLine.objects.create(change=change, task=task, field=ROW, old=None, new=task.number)
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, task=task, field=name, old=None, new=new)
        for name, new in values.items()
        if name != WAITS or new
    )


def _write_added(change: ChangeRequest, added: ChangeLine, wanted: Values) -> None:
    """A row of this request itself: it is only in the lines so far."""
    task: Any = added.task
    lines = change.lines.filter(task=task).exclude(field=ROW)
    values = blank(task.pk, task.number) | dict(lines.values_list("field", "new")) | dict(wanted)
    _require_named(values)
    _check_dates(values)
    lines.filter(field__in=list(wanted)).delete()
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, task=task, field=name, old=None, new=new)
        for name, new in wanted.items()
    )
    rename_proposed(task, name=values["name"], department=UUID(values["department"]))


def _drop_row(change: ChangeRequest, task: UUID) -> None:
    """Whatever else the request wanted of the row is void; a row of the request itself is no more."""
    if _added(change).filter(task=task).exists():
        _forget(change, task)
        return
    row = _row(change, task)
    _require_open(row.task)
    change.lines.filter(task=task).delete()
    ChangeLine.objects.create(
        change=change, task_id=task, field=ROW, old=row.content["number"], new=None
    )


def _write_shared(change: ChangeRequest, wanted: Values) -> None:
    _require_columns(wanted, SHARED)
    before = _terms(change)
    wanted = {
        name: in_order(value) if name in BEFOREHAND else value for name, value in wanted.items()
    }
    errors: dict[str, Sentence] = {}
    if not str(wanted.get("goal", before["goal"])).strip():
        errors["goal"] = _("Say what is to be reached, best with a number.")
    day = wanted.get("wanted_date", before["wanted_date"])
    if not day:
        errors["wanted_date"] = _("Say by when it is wanted.")
    elif day != before["wanted_date"]:
        errors |= day_errors(wanted_date=date.fromisoformat(day))
    _refuse(errors)
    _replace(change, wanted, before, task_id=None, ask_id=None)


def _write_ask(change: ChangeRequest, ask: UUID, wanted: Values) -> None:
    _require_columns(wanted, OF_ASK)
    before = next((one for one in _terms(change)["asks"] if one["id"] == str(ask)), None)
    if before is None:
        raise Http404
    errors: dict[str, Sentence] = {}
    if not str(wanted.get("what", before["what"])).strip():
        errors["what"] = _("Say what exactly is asked.")
    day = wanted.get("by_date", before["by_date"])
    if day and day != before["by_date"]:
        errors |= day_errors(by_date=date.fromisoformat(day))
    _refuse(errors)
    _replace(change, wanted, before, ask_id=ask)


def _leave_as_it_is(change: ChangeRequest, matter: UUID | None) -> None:
    if matter is None:
        change.lines.filter(task=None, ask=None).delete()
    elif _added(change).filter(task=matter).exists():
        _forget(change, matter)
    else:
        change.lines.filter(task=matter).delete()
        change.lines.filter(ask=matter).delete()


def _forget(change: ChangeRequest, task: UUID) -> None:
    """It was never frozen: only what is submitted is. Other rows no longer wait for it."""
    change.lines.filter(task=task).delete()
    for line in change.lines.filter(field=WAITS):
        line.new = [one for one in line.new if one["on"] != str(task)]
        line.save(update_fields=["new"])
    Task.objects.filter(pk=task, frozen=None).exclude(removed_at=None).delete()


def _replace(change: ChangeRequest, wanted: Values, before: Content, **of: UUID | None) -> None:
    change.lines.filter(field__in=list(wanted), **of).delete()
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, field=name, old=_read(before, name), new=new, **of)
        for name, new in wanted.items()
        if new != _read(before, name)
    )


def _read(content: Content, name: str) -> Any:
    return content.get(name, []) if name in BEFOREHAND else content[name]


def _added(change: ChangeRequest) -> Any:
    return change.lines.filter(field=ROW, new__isnull=False)


def _row(change: ChangeRequest, task: UUID) -> Row:
    rows = Row.objects.select_related("task").filter(version=change.base, kind="task")
    found: Row = get_object_or_404(rows, task=task)
    if found.task is None or found.task.removed_at:
        raise NotPossibleNow(_("This task is no longer part of what was agreed."))
    return found


def _terms(change: ChangeRequest) -> Content:
    content: Content = change.base.rows.get(kind="terms").content
    return content


def _is_settled(task: UUID) -> bool:
    return Task.objects.filter(pk=task, state__in=SETTLED).exists()


def _require_open(task: Task | None) -> None:
    if task and task.state in SETTLED:
        raise NotPossibleNow(
            _("“%(task)s” has been accepted: what was promised and kept is not changed any more.")
            % {"task": task.name}
        )


def _require_columns(wanted: Values, known: Iterable[str]) -> None:
    foreign = set(wanted) - set(known)
    if foreign:
        sentence = _("There is no such column.")
        raise Invalid(sentence, errors=dict.fromkeys(foreign, sentence))


def _require_named(values: Values) -> None:
    errors: dict[str, Sentence] = {}
    if not values.get("name"):
        errors["name"] = _("A task needs a name.")
    if not values.get("department"):
        errors["department"] = _("A task needs a department that owns it.")
    _refuse(errors)


def _check_dates(values: Values) -> None:
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        facts = {"start": start, "end": end}
        crossed = _("The end (%(end)s) is before the start (%(start)s).") % facts
        raise Invalid(crossed, errors={"end": crossed})


def _refuse(errors: dict[str, Sentence]) -> None:
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
