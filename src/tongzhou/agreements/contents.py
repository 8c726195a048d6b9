"""What was signed reads like after a change: pure functions over canonical contents."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import Content

CHANGEABLE = (
    "name", "department", "accountable", "start", "end", "buffer_days", "deliverable", "criteria",
    "supports", "waits_for",
)  # fmt: skip
SHARED = ("goal", "wanted_date", "milestones", "clauses", "leeways", "definitions")
BEFOREHAND = ("clauses", "leeways", "definitions")
"""What is agreed beforehand: lists that are left out where they hold nothing."""
OF_ASK = ("what", "by_date", "effort_days", "give_back")
ROW = "row"
"""The field of a line that brings a row in (its number) or takes it out (nothing)."""
WAITS = "waits_for"
"""All that a row waits for, also in its own department; signed is what crosses departments."""
DROPPED = "dropped"
"""The mark in the content of a row that is signed to be gone."""


class Line(NamedTuple):
    """One field of one row as it shall be; without a task, of the shared terms or of an ask."""

    task: UUID | None
    field: str
    new: Any
    ask: UUID | None = None


class Link(NamedTuple):
    """A row that waits for another one."""

    task: UUID
    on: UUID
    kind: str
    lag_days: int


def changed(
    contents: Mapping[UUID, Content], lines: Iterable[Line], links: Iterable[Link]
) -> dict[UUID, Content]:
    """`links` are all dependencies: one is signed only while its ends are in two departments.

    A row that leaves stays in the result, marked as dropped: leaving is signed like anything else.
    """
    lines = list(lines)
    rows = [(line.task, line.field, line.new) for line in lines if line.task]
    after = {key: dict(content) for key, content in contents.items()}
    for task, field, new in rows:
        if field == ROW and new is not None:
            after[task] = blank(task, new)
    for task, field, new in rows:
        if field not in (ROW, WAITS):
            after[task][field] = new
    gone = leaving(lines)
    if any(field in ("department", ROW, WAITS) for _task, field, _new in rows):
        standing = {key: content for key, content in after.items() if key not in gone}
        _rewrite_dependencies(standing, waiting(lines, links))
    for content in after.values():
        content["supports"] = sorted(set(content["supports"]) - {content["department"]})
    return after | {key: contents[key] | {DROPPED: True} for key in gone if key in contents}


def changed_terms(terms: Content, lines: Iterable[Line]) -> Content:
    """The shared terms and what was agreed in requests."""
    after = dict(terms) | {"asks": [dict(one) for one in terms["asks"]]}
    asks = {one["id"]: one for one in after["asks"]}
    for line in lines:
        if line.ask:
            asks[str(line.ask)][line.field] = line.new
        elif line.task is None:
            after[line.field] = line.new
    return {key: value for key, value in after.items() if value or key not in BEFOREHAND}


def leaving(lines: Iterable[Line]) -> set[UUID]:
    return {line.task for line in lines if line.task and line.field == ROW and line.new is None}


def waiting(lines: Iterable[Line], links: Iterable[Link]) -> list[Link]:
    """All dependencies as they would be."""
    lines = list(lines)
    said = {line.task: line.new for line in lines if line.task and line.field == WAITS}
    after = [link for link in links if link.task not in said]
    after += [
        Link(task, UUID(one["on"]), one["kind"], one["lag_days"])
        for task, ones in said.items()
        for one in ones
    ]
    gone = leaving(lines)
    return [link for link in after if link.task not in gone and link.on not in gone]


def blank(task: UUID, number: int) -> Content:
    """A row of which nothing has been said yet."""
    return {
        "id": str(task),
        "number": number,
        "name": "",
        "department": "",
        "start": None,
        "end": None,
        "buffer_days": 3,
        "deliverable": "",
        "accountable": None,
        "criteria": [],
        "supports": [],
        "dependencies": [],
    }


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
