"""Rows that come, go and move within one act."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Department
from tongzhou.plans import policy
from tongzhou.plans.actions.acts import Act, held
from tongzhou.plans.actions.ordering import put_in_order
from tongzhou.plans.actions.tasks import NewTask, placed, set_removed
from tongzhou.plans.blocks import Block, Place, Typed
from tongzhou.plans.cells import read
from tongzhou.plans.events import RowsOrdered


def come_and_go(act: Act, block: Block) -> None:
    if block.removed or block.restored or block.added or block.moved:
        policy.require_open(act.case)
    _set_removed(act, block.removed, removed=True)
    _set_removed(act, block.restored, removed=False)
    for new in block.added:
        _add(act, new.name, _cells_of(block.cells, new.name))
    if block.removed or block.restored or block.added or block.moved:
        _order(act, block)


def _set_removed(act: Act, keys: Iterable[UUID], *, removed: bool) -> None:
    tasks = held(act, keys)
    if not act.leads:
        for task in tasks:
            policy.may_remove(act.by, task).require()
    moved = [task for task in tasks if (task.removed_at is not None) != removed]
    act.events += [(event, None) for event in set_removed(*moved, removed=removed)]


def _add(act: Act, name: str, cells: Mapping[str, Typed]) -> None:
    """Only what a row cannot be without; its other cells are filled like those of any row."""
    named = cells["name"].value.strip() if "name" in cells else ""
    try:
        key = read("department", cells["department"].value, act.choices)
    except (KeyError, Invalid) as wrong:
        sentence = getattr(wrong, "sentence", _("A task needs a department that owns it."))
        act.errors[f"{name} department"] = sentence
        return
    department = Department.objects.select_related("head").get(pk=key)
    policy.may_add(act.by, act.case, department).require()
    new = NewTask(name=named or _("New task"), department=department)
    task, event = placed(act.case, new, by=act.by)
    act.made[name] = task.pk
    act.events.append((event, None))


def _order(act: Act, block: Block) -> None:
    for task in held(act, block.moved):
        policy.may_remove(act.by, task).require()
    behind = {act.made[new.name]: new.after for new in block.added if new.name in act.made}
    places = {
        key: act.made.get(after) or (UUID(after) if after else None)
        for key, after in behind.items()
    }
    if put_in_order(act.case, places, moved=block.moved, before=block.before) and block.moved:
        about = {"subject": act.case.pk, "collaboration": act.case.pk}
        act.events.append((RowsOrdered(**about, count=len(block.moved)), None))


def _cells_of(cells: Mapping[Place, Typed], row: str) -> dict[str, Typed]:
    return {column: typed for (key, column), typed in cells.items() if key == row}
