"""Carries out what a change request says, or takes it back: rows, dependencies, shared terms."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tongzhou.agreements.actions.providing import set_provisions
from tongzhou.agreements.binding import row_hash
from tongzhou.agreements.contents import BEFOREHAND, DROPPED, ROW, WAITS
from tongzhou.agreements.models import ChangeLine, ChangeRequest, Version
from tongzhou.agreements.terms import terms_content
from tongzhou.collaborations.actions.amending import amend_ask, amend_terms
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.org.models import Person
from tongzhou.plans.actions import apply_fields
from tongzhou.plans.actions.tasks import remove_under_change
from tongzhou.plans.actions.under_change import bring_row_in, let_accountable_begin
from tongzhou.plans.models import Task
from tongzhou.plans.queries import signed_contents

Cells = dict[str, Any]


def carry(
    change: ChangeRequest, version: Version, *, by: Person | None, back: bool = False
) -> None:
    """Afterwards everything reads exactly as `version` froze it, or nothing has happened.

    The caller holds the collaboration, whose instance is kept up to date.
    """
    lines = list(change.lines.select_related("task__collaboration", "ask__collaboration"))
    _write_rows([line for line in lines if line.task], by=by, back=back)
    _write_terms(change.collaboration, lines, by=by, back=back)
    _require_what_was_signed(version)


def _write_rows(lines: Iterable[ChangeLine], *, by: Person | None, back: bool) -> None:
    """First who comes, then what they say, then who waits for whom, at last who leaves."""
    rows: dict[Task, Cells] = defaultdict(dict)
    for line in lines:
        if line.task:
            rows[line.task][line.field] = line.old if back else line.new
    coming = [task for task, cells in rows.items() if cells.get(ROW)]
    leaving = [task for task, cells in rows.items() if ROW in cells and not cells[ROW]]
    for task in coming:
        bring_row_in(task, by=by, is_new=not back)
    for task, cells in rows.items():
        if task not in leaving:
            _write_cells(task, cells, by=by)
    for task in coming:
        let_accountable_begin(task, by=by)
    waits = {
        task: cells[WAITS] for task, cells in rows.items() if WAITS in cells and task not in leaving
    }
    _write_waits(waits, by=by)
    for task in leaving:
        remove_under_change(task, by=by)


def _write_cells(task: Task, cells: Cells, *, by: Person | None) -> None:
    fields = {name: value for name, value in cells.items() if name not in (ROW, WAITS)}
    for step in _in_order(task, fields):
        apply_fields(task, step, by=by)


def _in_order(task: Task, fields: Cells) -> list[Cells]:
    """A row that moves earlier as a whole starts earlier first: its dates are never crossed."""
    if not fields:
        return []
    end = fields.get("end")
    if end and fields.get("start") and task.start and end < task.start.isoformat():
        rest = {name: value for name, value in fields.items() if name != "start"}
        return [{"start": fields["start"]}, rest]
    return [fields]


def _write_waits(waits: dict[Task, list[Cells]], *, by: Person | None) -> None:
    """What ends before what begins, so that no circle is met that nobody asked for."""
    for task, ones in waits.items():
        known = {str(key) for key in task.waits_for.values_list("on", flat=True)}
        kept = [one for one in ones if one["on"] in known]
        if len(kept) < len(known):
            apply_fields(task, {WAITS: kept}, by=by)
    for task, ones in waits.items():
        apply_fields(task, {WAITS: ones}, by=by)


def _write_terms(
    case: Collaboration, lines: Iterable[ChangeLine], *, by: Person | None, back: bool
) -> None:
    shared: Cells = {}
    asks: dict[Ask, Cells] = defaultdict(dict)
    for line in lines:
        value = line.old if back else line.new
        if line.ask:
            asks[line.ask][line.field] = value
        elif line.task is None:
            shared[line.field] = value
    beforehand = {name: shared.pop(name) for name in BEFOREHAND if name in shared}
    if shared:
        amend_terms(case, shared, by=by)
    for name, contents in beforehand.items():
        set_provisions(case, name, contents, by=by)
    for ask, values in asks.items():
        amend_ask(ask, values, by=by)


def _require_what_was_signed(version: Version) -> None:
    """The table and the terms now read exactly as the heads signed them."""
    current = {key: row_hash(one) for key, one in signed_contents(version.collaboration_id).items()}
    rows = list(version.rows.values_list("task", "hash", "content"))
    frozen = {task: hash_ for task, hash_, said in rows if task and not said.get(DROPPED)}
    terms = next(hash_ for task, hash_, _said in rows if task is None)
    case = Collaboration.objects.get(pk=version.collaboration_id)
    if current != frozen or row_hash(terms_content(case)) != terms:
        raise RuntimeError(f"version {version.pk} does not fit the table it was signed for")
