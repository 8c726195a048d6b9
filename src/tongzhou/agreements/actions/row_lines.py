"""Lines of a change request that speak of rows: many of them, as a file brings them, in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.asked import Values
from tongzhou.agreements.contents import CHANGEABLE, ROW, WAITS, blank
from tongzhou.agreements.models import ChangeLine, ChangeRequest, Row
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.plans.actions.under_change import propose_rows, rename_proposed
from tongzhou.plans.models import Dependency, Task

SETTLED = ("accepted", "accepted_with_remains")


def write_rows(
    change: ChangeRequest, rows: Mapping[UUID, Values], *, is_whole: bool = True
) -> None:
    """`is_whole`: the dates of a row are judged together."""
    for wanted in rows.values():
        require_columns(wanted, CHANGEABLE)
    brought = added(change, rows)
    _write_brought(change, {key: rows[key] for key in brought})
    signed = _signed(change, [key for key in rows if key not in brought])
    waits = waits_of(signed)
    made = []
    for key, row in signed.items():
        before = row.content | {WAITS: waits.get(key, [])}
        if is_whole:
            _check_dates(before | dict(rows[key]))
        made += [
            ChangeLine(change=change, task_id=key, field=name, old=before[name], new=new)
            for name, new in rows[key].items()
            if new != before[name]
        ]
    _take_out(change, {key: {ROW, *rows[key]} for key in signed})
    ChangeLine.objects.bulk_create(made, batch_size=1_000)


def add_rows(change: ChangeRequest, many: Sequence[Values]) -> None:
    for values in many:
        require_columns(values, CHANGEABLE)
        _require_named(values)
        _check_dates(values)
    named = [(values["name"], UUID(values["department"])) for values in many]
    made = []
    for task, values in zip(propose_rows(change.collaboration, named), many, strict=True):
        made.append(ChangeLine(change=change, task=task, field=ROW, old=None, new=task.number))
        made += [
            ChangeLine(change=change, task=task, field=name, old=None, new=new)
            for name, new in values.items()
            if name != WAITS or new
        ]
    ChangeLine.objects.bulk_create(made, batch_size=1_000)


def drop_rows(change: ChangeRequest, tasks: Collection[UUID]) -> None:
    """Whatever else the request wanted of a row is void; a row of the request itself is no more."""
    brought = added(change, tasks)
    for key in brought:
        forget(change, key)
    signed = _signed(change, [key for key in tasks if key not in brought])
    change.lines.filter(task__in=list(signed)).delete()
    ChangeLine.objects.bulk_create(
        (
            ChangeLine(change=change, task_id=key, field=ROW, old=row.content["number"], new=None)
            for key, row in signed.items()
        ),
        batch_size=1_000,
    )


def forget(change: ChangeRequest, task: UUID) -> None:
    """It was never frozen: only what is submitted is. Other rows no longer wait for it."""
    change.lines.filter(task=task).delete()
    for line in change.lines.filter(field=WAITS):
        line.new = [one for one in line.new if one["on"] != str(task)]
        line.save(update_fields=["new"])
    Task.objects.filter(pk=task, frozen=None).exclude(removed_at=None).delete()


def waits_of(tasks: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """What rows wait for now, as a line says it."""
    rows = Dependency.objects.filter(
        task__in=list(tasks), on__removed_at=None, task__removed_at=None
    )
    found = defaultdict(list)
    for task, on, kind, lag in rows.values_list("task", "on", "kind", "lag_days"):
        found[task].append({"on": str(on), "kind": kind, "lag_days": lag})
    return {task: sorted(waits, key=lambda one: str(one["on"])) for task, waits in found.items()}


def added(change: ChangeRequest, among: Iterable[UUID]) -> set[UUID]:
    """Rows of this request itself: they are only in its lines so far."""
    lines = change.lines.filter(field=ROW, new__isnull=False, task__in=list(among))
    return set(lines.values_list("task", flat=True))


def require_columns(wanted: Values, known: Iterable[str]) -> None:
    foreign = set(wanted) - set(known)
    if foreign:
        sentence = _("There is no such column.")
        raise Invalid(sentence, errors=dict.fromkeys(foreign, sentence))


def refuse(errors: dict[str, Sentence]) -> None:
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _write_brought(change: ChangeRequest, rows: Mapping[UUID, Values]) -> None:
    lines = change.lines.filter(task__in=list(rows)).select_related("task")
    said: dict[UUID, dict[str, Any]] = {}
    for line in lines:
        assert line.task
        values = said.setdefault(line.task.pk, dict(blank(line.task.pk, line.task.number)))
        if line.field != ROW:
            values[line.field] = line.new
    for key, wanted in rows.items():
        values = said[key] | dict(wanted)
        _require_named(values)
        _check_dates(values)
        if "name" in wanted or "department" in wanted:
            rename_proposed(key, name=values["name"], department=UUID(values["department"]))
    _take_out(change, {key: set(wanted) for key, wanted in rows.items()})
    ChangeLine.objects.bulk_create(
        (
            ChangeLine(change=change, task_id=key, field=name, old=None, new=new)
            for key, wanted in rows.items()
            for name, new in wanted.items()
        ),
        batch_size=1_000,
    )


def _take_out(change: ChangeRequest, fields: Mapping[UUID, Collection[str]]) -> None:
    """The lines that are written anew."""
    lines = change.lines.filter(task__in=list(fields)).values_list("pk", "task", "field")
    stale = [key for key, task, field in lines if field in fields[task]]
    change.lines.filter(pk__in=stale).delete()


def _signed(change: ChangeRequest, tasks: Sequence[UUID]) -> dict[UUID, Row]:
    """The rows as they are signed, as long as they stand and nobody has accepted them."""
    rows = Row.objects.filter(version=change.base, kind="task", task__in=tasks)
    found = {row.task_id: row for row in rows.select_related("task")}
    if not set(tasks) <= found.keys():
        raise Http404
    for row in found.values():
        if row.task is None or row.task.removed_at:
            raise NotPossibleNow(_("This task is no longer part of what was agreed."))
        if row.task.state in SETTLED:
            sentence = _(
                "“%(task)s” has been accepted: what was promised and kept is not changed any more."
            )
            raise NotPossibleNow(sentence % {"task": row.task.name})
    return {key: found[key] for key in tasks}


def _require_named(values: Values) -> None:
    errors: dict[str, Sentence] = {}
    if not values.get("name"):
        errors["name"] = _("A task needs a name.")
    if not values.get("department"):
        errors["department"] = _("A task needs a department that owns it.")
    refuse(errors)


def _check_dates(values: Values) -> None:
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        facts = {"start": start, "end": end}
        crossed = _("The end (%(end)s) is before the start (%(start)s).") % facts
        raise Invalid(crossed, errors={"end": crossed})
