"""What a change request can be about now: rows in force, those it brings in, the shared terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED, ROW, WAITS, blank
from tongzhou.agreements.models import ChangeRequest, Row
from tongzhou.agreements.queries.changes import lines_of, links
from tongzhou.collaborations.models import Collaboration

SETTLED = ("accepted", "accepted_with_remains")


@dataclass(frozen=True)
class Changeable:
    """`lines` are the wishes the request has already, by row; `numbers` are those of rows."""

    rows: dict[UUID, Content]
    terms: Content
    lines: Mapping[UUID, dict[str, Any]]
    numbers: dict[str, int]

    @property
    def asks(self) -> dict[UUID, Content]:
        return {UUID(one["id"]): one for one in self.terms["asks"]}

    def wished(self, task: UUID) -> Content:
        return self.rows[task] | self.lines.get(task, {})


def changeable(case: Collaboration, of: ChangeRequest | None) -> Changeable:
    """Rows that have been accepted, or that the request takes out, are left alone."""
    wishes: dict[UUID, dict[str, Any]] = {}
    for line in lines_of(of) if of else []:
        if line.task:
            wishes.setdefault(line.task, {})[line.field] = line.new
    found = Row.objects.filter(version__collaboration=case, version__state="in_force")
    rows: dict[UUID, Content] = {}
    terms: Content = {"asks": [], "milestones": [], "goal": "", "wanted_date": None}
    numbers: dict[str, int] = {}
    for task, state, content in found.values_list("task", "task__state", "content"):
        if task is None:
            terms = content
        elif not content.get(DROPPED):
            numbers[str(task)] = content["number"]
            if state not in SETTLED:
                rows[task] = content
    rows |= _added(wishes)
    numbers |= {str(key): row["number"] for key, row in rows.items()}
    _add_waits(case, rows)
    return Changeable(rows, terms, wishes, numbers)


def _added(wishes: Mapping[UUID, dict[str, Any]]) -> dict[UUID, Content]:
    """A row of the request itself reads as it was last written there."""
    return {
        key: blank(key, said[ROW]) | {name: new for name, new in said.items() if name != ROW}
        for key, said in wishes.items()
        if said.get(ROW)
    }


def _add_waits(case: Collaboration, rows: dict[UUID, Content]) -> None:
    waits: dict[UUID, list[dict[str, Any]]] = {}
    for link in links(case.pk):
        one = {"on": str(link.on), "kind": link.kind, "lag_days": link.lag_days}
        waits.setdefault(link.task, []).append(one)
    for key, content in rows.items():
        found = sorted(waits.get(key, []), key=lambda one: str(one["on"]))
        rows[key] = {WAITS: found} | content
