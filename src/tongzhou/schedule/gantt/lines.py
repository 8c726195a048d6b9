"""Lines from row to row: how a dependency runs from the end of one bar to the start of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongzhou.plans.rows import Row, Wait
from tongzhou.schedule.gantt.bars import ROW, Bar

STUB = 9


@dataclass(frozen=True, slots=True)
class Line:
    """`path` leaves the row waited for and arrives at the row that waits."""

    task: UUID
    on: UUID
    path: str
    text: str
    is_critical: bool


def lines(
    rows: Sequence[Row],
    bars: Mapping[UUID, Bar],
    *,
    ties: frozenset[tuple[UUID, UUID]],
    below: bool = False,
) -> tuple[Line, ...]:
    """`below` a first line for the milestones."""
    place = {row.id: number for number, row in enumerate(rows, start=int(below))}
    found = []
    for row in rows:
        for wait in row.waits_for:
            if row.id in bars and wait.on in bars:
                path = _path(wait, bars[wait.on], bars[row.id], place[wait.on], place[row.id])
                text = f"{wait.number} → {row.number} {wait.kind}{_lag(wait)}"
                found.append(Line(row.id, wait.on, path, text, (wait.on, row.id) in ties))
    return tuple(found)


def _lag(wait: Wait) -> str:
    return f"{wait.lag_days:+d}" if wait.lag_days else ""


def _path(wait: Wait, before: Bar, after: Bar, above: int, below: int) -> str:
    """Out of the bar, along the gap between two rows where it must go back, into the other bar."""
    leaves_right, arrives_left = wait.kind[0] == "F", wait.kind[1] == "S"
    start = before.whole.x + (before.whole.width if leaves_right else 0)
    end = after.whole.x + (0 if arrives_left else after.whole.width)
    y1, y2 = above * ROW + ROW // 2, below * ROW + ROW // 2
    out = start + (STUB if leaves_right else -STUB)
    near = end - (STUB if arrives_left else -STUB)
    runs_on = out <= near if leaves_right and arrives_left else False
    if runs_on:
        return f"M{start:g} {y1}H{out:g}V{y2}H{end:g}"
    if leaves_right != arrives_left:
        turn = max(out, near) if leaves_right else min(out, near)
        return f"M{start:g} {y1}H{turn:g}V{y2}H{end:g}"
    between = y2 - ROW // 2 if below > above else y2 + ROW // 2
    return f"M{start:g} {y1}H{out:g}V{between}H{near:g}V{y2}H{end:g}"
