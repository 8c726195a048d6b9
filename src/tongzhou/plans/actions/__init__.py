"""The only writers of the division table: one module per noun."""

from tongzhou.plans.actions.blocks import change_table
from tongzhou.plans.actions.cells import apply_fields, edit_cell, set_role
from tongzhou.plans.actions.dependencies import add_dependency, remove_dependency
from tongzhou.plans.actions.plan_views import (
    keep_layout,
    keep_view,
    remove_view,
    restore_view,
)
from tongzhou.plans.actions.progress import move_task, note_progress
from tongzhou.plans.actions.tasks import (
    NewTask,
    add_task,
    fill_from_asks,
    remove_task,
    restore_task,
)

__all__ = [
    "NewTask", "add_dependency", "add_task", "apply_fields", "change_table", "edit_cell",
    "fill_from_asks", "keep_layout", "keep_view", "move_task", "note_progress", "remove_dependency",
    "remove_task", "remove_view", "restore_task", "restore_view", "set_role",
]  # fmt: skip
