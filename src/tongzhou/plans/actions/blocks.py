"""Changes many cells and rows as one act: all of it or nothing, one lock, a bounded few entries."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.collaborations.actions.moves import locked as locked_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.events import Event
from tongzhou.org.models import Person
from tongzhou.plans import policy, queries
from tongzhou.plans.actions.acts import Act, held, require_taken, tell
from tongzhou.plans.actions.cells import NAMING, bring_in_named
from tongzhou.plans.actions.coming import come_and_go
from tongzhou.plans.actions.locks import require_standing, touched
from tongzhou.plans.actions.pen import Pen
from tongzhou.plans.actions.writing import note
from tongzhou.plans.blocks import Block, Place, Typed
from tongzhou.plans.cells import is_column, is_own, plain
from tongzhou.plans.models import Task
from tongzhou.plans.rows import Row

FEW = 3
"""So many rows are read one by one, more of them with the table they stand in."""


def change_table(collaboration: Collaboration, block: Block, *, by: Person) -> dict[str, UUID]:
    """The ids of the new rows by the names the block gave them.

    Errors and what somebody else wrote meanwhile are filed under «row column».
    """
    with transaction.atomic():
        case = locked_case(collaboration)
        act = _begun_for(block, case, by=by)
        come_and_go(act, block)
        fill(act, block.cells)
        tell(act)
        return act.made


def _begun_for(block: Block, case: Collaboration, *, by: Person) -> Act:
    """For a cell or two, what they may name and the rows they stand in are enough."""
    rows = {row for row, _column in block.cells}
    columns = {column for _row, column in block.cells}
    if len(rows) > FEW or len(columns) != 1 or block.added or not is_column(*columns):
        return begun(case, by=by, own=any(map(is_own, columns)))
    (column,) = columns
    if is_own(column):
        return begun(case, by=by, own=True)
    choices = queries.choices_for(case, column)
    return Act(case, by, choices, {}, initiates(by, case), Pen(case.pk))


def begun(case: Collaboration, *, by: Person, own: bool) -> Act:
    """An act over the table as it stands; the caller holds the case."""
    rows, choices = queries.table(case.pk), queries.choices(case)
    if own:
        rows = queries.own_table(case.pk).filled(rows)
        choices = replace(choices, own=queries.own_readers())
    leads = initiates(by, case)
    return Act(case, by, choices, {row.id: row for row in rows}, leads, Pen(case.pk))


def fill(act: Act, cells: Mapping[Place, Typed]) -> None:
    """All of them or none; what was changed is left to be told."""
    rows = _by_row(act, cells)
    changed = [task for task, typed in rows.items() if _fill(act, task, typed)]
    for key, sentence in act.pen.circles().items():
        act.errors[f"{key} waits_for"] = sentence
    require_taken(act)
    act.pen.put_down(judged=True)
    touched(*changed)


def _fill(act: Act, task: Task, cells: Mapping[str, Typed]) -> bool:
    before = act.rows.get(task.pk) or queries.row(task.pk)
    standing = act.leads or policy.edits_as(act.by, task)
    changed = False
    require_standing(task)
    for column, typed in cells.items():
        if not act.leads:
            policy.may_edit(act.by, task, column).require()
        policy.require_open(act.case, column)
        event = _write(act, task, before, column, typed)
        if event:
            act.events.append((event, standing.on_behalf_of if standing else None))
            changed = True
        before = replace(before, start=task.start, end=task.end)
    return changed


def _write(act: Act, task: Task, before: Row, column: str, typed: Typed) -> Event | None:
    place, stands = f"{task.pk} {column}", before.text(column)
    same = {plain(stands), before.key(column)}
    if plain(typed.value) in same:
        return None
    if typed.was is not None and plain(typed.was) not in same:
        act.mine[place], act.theirs[place] = typed.value, stands
        return None
    try:
        value = act.value(column, typed.value)
        if column in NAMING and (column, value) not in act.named:
            bring_in_named(task, column, value, by=act.by)
            act.named.add((column, value))
        return note(act.pen, task, before, column, value)
    except Invalid as wrong:
        act.errors[place] = wrong.sentence
        return None


def _by_row(act: Act, cells: Mapping[Place, Typed]) -> dict[Task, dict[str, Typed]]:
    """The rows, held in one order; start and end of one row are judged together."""
    by_key: dict[UUID, dict[str, Typed]] = {}
    for (row, column), typed in cells.items():
        if not is_column(column):
            raise Invalid(_("There is no such column."))
        key = act.made.get(row) or _key(row)
        if key:
            by_key.setdefault(key, {})[column] = typed
    return {task: _dates_together(by_key[task.pk]) for task in held(act, by_key)}


def _dates_together(cells: dict[str, Typed]) -> dict[str, Typed]:
    """A row that moves as a whole is never judged half moved."""
    if "start" not in cells or "end" not in cells:
        return cells
    start, end = cells.pop("start"), cells.pop("end")
    both = None if start.was is None or end.was is None else f"{start.was} ~ {end.was}".strip()
    typed = f"{start.value} ~ {end.value}".strip()
    return {**cells, "dates": Typed("" if typed == "~" else typed, "" if both == "~" else both)}


def _key(text: str) -> UUID | None:
    """None for a new row that could not be made: its error is known already."""
    try:
        return UUID(text)
    except ValueError:
        return None
