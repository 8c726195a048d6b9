"""Writes the lines of a change request: what is signed, and how it shall read instead."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.actions.row_lines import (
    SETTLED,
    add_rows,
    added,
    drop_rows,
    forget,
    refuse,
    require_columns,
    write_rows,
)
from tongzhou.agreements.asked import Asked, Values
from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import (
    BEFOREHAND,
    OF_ASK,
    ROW,
    SHARED,
)
from tongzhou.agreements.models import ChangeLine, ChangeRequest
from tongzhou.agreements.provisions.vocabulary import in_order
from tongzhou.collaborations.terms import day_errors
from tongzhou.core.verdicts import Sentence
from tongzhou.plans.models import Task


def write_lines(change: ChangeRequest, asked: Asked) -> None:
    """A value that reads as it is signed has no line."""
    if asked.rows:
        write_rows(change, asked.rows)
    if asked.added:
        add_rows(change, asked.added)
    if asked.dropped:
        drop_rows(change, asked.dropped)
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
    brought = added(change, change.lines.exclude(task=None).values_list("task", flat=True))
    rows_asked: dict[UUID, dict[str, Any]] = {}
    for line in change.lines.order_by("id"):
        if line.ask_id:
            _write_ask(change, line.ask_id, {line.field: line.new})
        elif line.task_id is None:
            _write_shared(change, {line.field: line.new})
        elif line.task_id not in standing | brought or _is_settled(line.task_id):
            line.delete()
        elif line.field == ROW and line.new is None:
            drop_rows(change, [line.task_id])
        elif line.field != ROW:
            rows_asked.setdefault(line.task_id, {})[line.field] = line.new
    write_rows(change, rows_asked, is_whole=False)


def _write_shared(change: ChangeRequest, wanted: Values) -> None:
    require_columns(wanted, SHARED)
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
    refuse(errors)
    _replace(change, wanted, before, task_id=None, ask_id=None)


def _write_ask(change: ChangeRequest, ask: UUID, wanted: Values) -> None:
    require_columns(wanted, OF_ASK)
    before = next((one for one in _terms(change)["asks"] if one["id"] == str(ask)), None)
    if before is None:
        raise Http404
    errors: dict[str, Sentence] = {}
    if not str(wanted.get("what", before["what"])).strip():
        errors["what"] = _("Say what exactly is asked.")
    day = wanted.get("by_date", before["by_date"])
    if day and day != before["by_date"]:
        errors |= day_errors(by_date=date.fromisoformat(day))
    refuse(errors)
    _replace(change, wanted, before, ask_id=ask)


def _leave_as_it_is(change: ChangeRequest, matter: UUID | None) -> None:
    if matter is None:
        change.lines.filter(task=None, ask=None).delete()
    elif added(change, [matter]):
        forget(change, matter)
    else:
        change.lines.filter(task=matter).delete()
        change.lines.filter(ask=matter).delete()


def _replace(change: ChangeRequest, wanted: Values, before: Content, **of: UUID | None) -> None:
    change.lines.filter(field__in=list(wanted), **of).delete()
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, field=name, old=_read(before, name), new=new, **of)
        for name, new in wanted.items()
        if new != _read(before, name)
    )


def _read(content: Content, name: str) -> Any:
    return content.get(name, []) if name in BEFOREHAND else content[name]


def _terms(change: ChangeRequest) -> Content:
    content: Content = change.base.rows.get(kind="terms").content
    return content


def _is_settled(task: UUID) -> bool:
    return Task.objects.filter(pk=task, state__in=SETTLED).exists()
