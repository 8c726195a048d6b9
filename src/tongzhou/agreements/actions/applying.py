"""A version comes into force: once, with everything that follows from it, or not at all."""

from collections import defaultdict
from typing import Any

from tongzhou.agreements.actions.turns import settle_change, settle_version
from tongzhou.agreements.binding import row_hash
from tongzhou.agreements.events import ChangeApplied
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.states import CHANGE, VERSION
from tongzhou.collaborations.actions import moves
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.plans.actions import apply_fields
from tongzhou.plans.models import Task
from tongzhou.plans.queries import signed_contents

Wishes = dict[Task, dict[str, Any]]
"""By row: field → value, as `plans.queries.signed_content` writes it."""


def come_into_force(version: Version, *, by: Person, on_behalf_of: Person | None = None) -> None:
    """The caller holds the locks of the collaboration and the version."""
    replace_in_force(version)
    if version.change:
        _apply(version.change, version, by=by, on_behalf_of=on_behalf_of)
    else:
        settle_version(version)
        moves.move(version.collaboration, "come_into_force", by=by, on_behalf_of=on_behalf_of)


def replace_in_force(version: Version) -> None:
    for old in Version.objects.filter(collaboration=version.collaboration_id, state="in_force"):
        old.state = VERSION.after(old.state, "supersede")
        old.ended_at = clock.now()
        old.save(update_fields=["state", "ended_at"])
    version.state = VERSION.after(version.state, "sign", "in_force")
    version.in_force_at = clock.now()
    version.save(update_fields=["state", "in_force_at"])


def _apply(
    change: ChangeRequest, version: Version, *, by: Person, on_behalf_of: Person | None
) -> None:
    write_table(wanted_by(change), version, by=by)
    change.state = CHANGE.after(change.state, "sign", "applied")
    change.ended_at, change.ended_by = clock.now(), by
    change.save(update_fields=["state", "ended_at", "ended_by"])
    event = ChangeApplied(
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        version=version.number,
    )
    record(event, by=by, on_behalf_of=on_behalf_of)
    settle_change(change)


def wanted_by(change: ChangeRequest) -> Wishes:
    wishes: Wishes = defaultdict(dict)
    for line in change.lines.select_related("task__collaboration"):
        wishes[line.task][line.field] = line.new
    return wishes


def write_table(wishes: Wishes, version: Version, *, by: Person | None) -> None:
    for task, fields in wishes.items():
        for step in _in_order(task, fields):
            apply_fields(task, step, by=by)
    _require_what_was_signed(version)


def _in_order(task: Task, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """A row that moves earlier as a whole starts earlier first: its dates are never crossed."""
    end = fields.get("end")
    if end and fields.get("start") and task.start and end < task.start.isoformat():
        rest = {name: value for name, value in fields.items() if name != "start"}
        return [{"start": fields["start"]}, rest]
    return [fields]


def _require_what_was_signed(version: Version) -> None:
    """The table now reads exactly as the heads signed it; anything else undoes the application."""
    current = signed_contents(version.collaboration_id)
    frozen = dict(version.rows.exclude(task=None).values_list("task", "hash"))
    if {key: row_hash(content) for key, content in current.items()} != frozen:
        raise RuntimeError(f"version {version.pk} does not fit the table it was signed for")
