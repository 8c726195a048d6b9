"""A file brings a signed table up to date: one change request for what was signed, the rest at once."""

from typing import Any

from django.db import transaction

from tongzhou.agreements.actions.drafting import draft, revise
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.contents import ROW, WAITS
from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans.actions import imports
from tongzhou.plans.actions.blocks import change_table
from tongzhou.plans.blocks import Block, Typed
from tongzhou.plans.models import PlanImport
from tongzhou.plans.queries.differences import Differences, is_signed, links_of_line
from tongzhou.plans.queries.mapping import Resolution
from tongzhou.plans.workbook.contents import TaskLine


def draft_from_file(plan_import: PlanImport, *, reason: str, by: Person) -> ChangeRequest:
    """Everything or nothing; rows the file has not are asked to go only where that was said."""
    with transaction.atomic():
        held = imports.locked_import(plan_import, "confirm", by)
        case, found, by_row = imports.read_into(held, by=by)
        _write_free(case, by_row, by)
        removes = held.mapping.get("into", {}).get("gone") == "remove"
        change = draft(case, by=by, reason=reason, asked=_asked(found, by_row, removes=removes))
        _link(change, found, by_row, by)
        imports.settled(held, case)
        return change


def _write_free(case: Collaboration, by_row: Differences, by: Person) -> None:
    """Columns nobody signs need no request."""
    cells = {
        (str(change.row.id), cell.column): Typed(cell.typed)
        for change in by_row.changed
        for cell in change.cells
        if not is_signed(cell.column)
    }
    if cells:
        change_table(case, Block(cells=cells), by=by)


def _asked(found: Resolution, by_row: Differences, *, removes: bool) -> Asked:
    rows: dict[Any, dict[str, Any]] = {}
    for change in by_row.changed:
        for cell in change.cells:
            if is_signed(cell.column) and cell.column != WAITS:
                rows.setdefault(change.row.id, {}).update(cell.content)
            elif cell.column == WAITS and _is_known(found, change.line, by_row):
                rows.setdefault(change.row.id, {})[WAITS] = _waits(found, change.line, by_row, {})
    lines = found.contents.tasks
    return Asked(
        rows=rows,
        added=[_values(lines[place], found) for place in by_row.fresh],
        dropped=[row.id for row in by_row.gone] if removes else (),
    )


def _link(change: ChangeRequest, found: Resolution, by_row: Differences, by: Person) -> None:
    """Links that need rows of the request itself, which only now are known by their ids."""
    added = change.lines.filter(field=ROW, new__isnull=False).order_by("id")
    ids = dict(zip(by_row.fresh, sorted_by_number(added), strict=True))
    rows: dict[Any, dict[str, Any]] = {}
    for place, key in ids.items():
        if waits := _waits(found, place, by_row, ids):
            rows[key] = {WAITS: waits}
    for one in by_row.changed:
        if any(cell.column == WAITS for cell in one.cells) and not _is_known(
            found, one.line, by_row
        ):
            rows[one.row.id] = {WAITS: _waits(found, one.line, by_row, ids)}
    if rows:
        revise(change, by=by, asked=Asked(rows=rows))


def sorted_by_number(added: Any) -> list[Any]:
    return [task for _number, task in sorted(added.values_list("new", "task"))]


def _is_known(found: Resolution, place: int, by_row: Differences) -> bool:
    return not any(
        isinstance(on, int) for on, *_rest in links_of_line(place, found, by_row.matched)
    )


def _waits(
    found: Resolution, place: int, by_row: Differences, ids: dict[int, Any]
) -> list[dict[str, Any]]:
    links = links_of_line(place, found, by_row.matched)
    made = [
        {"on": str(ids[on] if isinstance(on, int) else on), "kind": kind, "lag_days": lag}
        for on, kind, lag in links
    ]
    return sorted(made, key=lambda one: str(one["on"]))


def _values(line: TaskLine, found: Resolution) -> dict[str, Any]:
    """As a version of the agreement keeps it; who heads the department is accountable unless said."""
    department = found.department(line.department)
    accountable: Any = department.head_id
    if line.accountable:
        accountable = found.seat(line.department, line.accountable).holder.pk
    supports = {found.department(one).pk for one in line.supports} - {department.pk}
    return {
        "name": line.name,
        "department": str(department.pk),
        "accountable": str(accountable) if accountable else None,
        "start": line.start.isoformat() if line.start else None,
        "end": line.end.isoformat() if line.end else None,
        "buffer_days": 3 if line.buffer_days is None else line.buffer_days,
        "deliverable": line.deliverable,
        "criteria": list(line.criteria),
        "supports": sorted(map(str, supports)),
    }
