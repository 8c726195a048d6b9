"""What the rows read like after a change: pure functions over canonical contents."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import Content

CHANGEABLE = (
    "name", "department", "accountable", "start", "end", "buffer_days", "deliverable", "criteria",
    "supports",
)  # fmt: skip


class Line(NamedTuple):
    """One field of one row as it shall be."""

    task: UUID
    field: str
    new: Any


class Link(NamedTuple):
    """A row that waits for another one."""

    task: UUID
    on: UUID
    kind: str
    lag_days: int


def changed(
    contents: Mapping[UUID, Content], lines: Iterable[Line], links: Iterable[Link]
) -> dict[UUID, Content]:
    """`links` are all dependencies: one is signed only while its ends are in two departments."""
    after = {key: dict(content) for key, content in contents.items()}
    moved = False
    for line in lines:
        after[line.task][line.field] = line.new
        moved |= line.field == "department"
    if moved:
        _rewrite_dependencies(after, links)
    for content in after.values():
        content["supports"] = sorted(set(content["supports"]) - {content["department"]})
    return after


def _rewrite_dependencies(after: dict[UUID, Content], links: Iterable[Link]) -> None:
    for content in after.values():
        content["dependencies"] = []
    for link in links:
        task, on = after.get(link.task), after.get(link.on)
        if task and on and task["department"] != on["department"]:
            task["dependencies"].append(
                {"on": str(link.on), "kind": link.kind, "lag_days": link.lag_days}
            )
    for content in after.values():
        content["dependencies"].sort(key=lambda one: one["on"])
