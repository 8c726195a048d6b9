"""The order of the rows in the table."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.models import Task


def put_in_order(
    case: Collaboration,
    behind: Mapping[UUID, UUID | None],
    *,
    moved: Iterable[UUID] = (),
    before: UUID | None = None,
) -> bool:
    """New rows stand behind another one, moved rows before one or at the end; False: as it was."""
    tasks = {task.pk: task for task in Task.objects.standing().filter(collaboration=case)}
    order = list(tasks)
    going = [key for key in order if key in set(moved)]
    for key, after in behind.items():
        if after in tasks:
            order.remove(key)
            order.insert(order.index(after) + 1, key)
    if going:
        order = [key for key in order if key not in going]
        place = order.index(before) if before in order else len(order)
        order[place:place] = going
    changed = []
    for position, key in enumerate(order, start=1):
        if tasks[key].position != position:
            tasks[key].position = position
            changed.append(tasks[key])
    Task.objects.bulk_update(changed, ["position"], batch_size=500)
    return bool(changed)
