"""The goal tree: what serves what, how far each is, and where it stands in the picture."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import east_asian_width
from uuid import UUID

from tongzhou.goals.figures import plain
from tongzhou.goals.models import Goal, Measure
from tongzhou.goals.rollup import Standing, passed, reached, rolled_up

ROW = 58
COLUMN = 268
WIDTH = 236
HEIGHT = 46
LEAST_ROW = 34
MOST_NODES = 150
"""The picture stays readable and under its weight; the list beside it has everything."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    id: UUID
    name: str
    unit: str
    is_rising: bool
    baseline: str
    target: str
    current: str
    current_on: date | None
    standing: Standing

    @property
    def said(self) -> str:
        """45 → 52%, as the picture and the lists say it."""
        return f"{self.current} / {self.target}{self.unit}"


@dataclass(slots=True)
class Node:
    """One goal with its measures and the goals that serve it."""

    goal: Goal
    measures: list[MeasureLine]
    outcome: str
    children: list["Node"] = field(default_factory=list)
    standing: Standing = Standing(None, 0)

    def walk(self, depth: int = 0) -> Iterator[tuple["Node", int]]:
        yield self, depth
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a goal or a measure stands in the picture; `line` leads to it from what it serves."""

    x: float
    y: float
    height: int
    title: str
    note: str
    standing: Standing
    hue: int
    goal: UUID
    is_measure: bool
    line: str


@dataclass(frozen=True, slots=True)
class Picture:
    boxes: tuple[Box, ...]
    width: int
    height: int
    left_out: int


def grown(goals: Iterable[Goal], measures: Iterable[Measure], today: date) -> list[Node]:
    """Roots in order; a goal whose parent is not among `goals` is a root itself."""
    lines: dict[UUID, list[MeasureLine]] = defaultdict(list)
    for measure in measures:
        lines[measure.goal_id].append(measure_line(measure, 0))
    nodes = {goal.pk: Node(goal, lines[goal.pk], outcome_of(goal)) for goal in goals}
    roots: list[Node] = []
    for node in nodes.values():
        parent = nodes.get(node.goal.parent_id) if node.goal.parent_id else None
        (parent.children if parent else roots).append(node)
    for root in roots:
        _stand(root, today)
    return roots


def measure_line(measure: Measure, expected: int) -> MeasureLine:
    percent = reached(
        baseline=measure.baseline, target=measure.target, current=measure.current,
        is_rising=measure.direction == "up",
    )  # fmt: skip
    return MeasureLine(
        measure.pk, measure.name, measure.unit, measure.direction == "up", plain(measure.baseline),
        plain(measure.target), plain(measure.current), measure.current_on,
        Standing(percent, expected),
    )  # fmt: skip


def outcome_of(goal: Goal) -> str:
    """Empty while it is worked on; read with `select_related("closing")`."""
    closing = getattr(goal, "closing", None)
    return closing.outcome if closing else ""


def drawn(roots: Sequence[Node]) -> Picture:
    """From left to right: a goal, what serves it, and at the end the measures."""
    boxes: list[Box] = []
    whole = sum(1 + len(node.measures) for root in roots for node, _depth in root.walk())
    bottom = 0.0
    for root in roots:
        if len(boxes) >= MOST_NODES:
            break
        bottom = _draw(root, 0, bottom, boxes)
        bottom += 10
    width = max((int(box.x) for box in boxes), default=0) + WIDTH + 2
    return Picture(tuple(boxes), width, int(bottom) + 2, max(whole - len(boxes), 0))


def _draw(node: Node, depth: int, top: float, boxes: list[Box]) -> float:
    """Draw everything below first, then the goal in the middle of it; returns the next free line."""
    x, y, below = depth * COLUMN + 1, top, []
    for child in node.children:
        if len(boxes) < MOST_NODES:
            y = _draw(child, depth + 1, y, boxes)
            below.append(boxes[-1])
    for line in node.measures:
        if len(boxes) < MOST_NODES:
            boxes.append(_measure_box(line, node, depth + 1, y + 1))
            below.append(boxes[-1])
            y += LEAST_ROW
    bottom = max(y, top + ROW)
    middle = (below[0].y + below[-1].y + below[-1].height) / 2 if below else top + ROW / 2
    own = _goal_box(node, x, middle - HEIGHT / 2)
    for place, box in enumerate(boxes):
        if any(box is one for one in below):
            boxes[place] = _joined(own, box)
    boxes.append(own)
    return bottom


def _joined(parent: Box, box: Box) -> Box:
    x, y = parent.x + WIDTH, parent.y + parent.height / 2
    to = box.y + box.height / 2
    bend = (box.x - x) / 2
    line = f"M{x:.0f} {y:.0f}C{x + bend:.0f} {y:.0f} {x + bend:.0f} {to:.0f} {box.x:.0f} {to:.0f}"
    return Box(
        box.x, box.y, box.height, box.title, box.note, box.standing, box.hue, box.goal,
        box.is_measure, line,
    )  # fmt: skip


def _goal_box(node: Node, x: float, y: float) -> Box:
    goal = node.goal
    note = _cut(goal.department.name, 26)
    return Box(
        x, y, HEIGHT, _cut(goal.name, 32), note, node.standing, goal.department.hue, goal.pk,
        is_measure=False, line="",
    )  # fmt: skip


def _measure_box(line: MeasureLine, node: Node, depth: int, y: float) -> Box:
    return Box(
        depth * COLUMN + 1, y, LEAST_ROW - 6, _cut(line.name, 20), line.said, line.standing,
        node.goal.department.hue, node.goal.pk, is_measure=True, line="",
    )  # fmt: skip


def _cut(text: str, width: int) -> str:
    """As many characters as fit; a Han character takes two places."""
    taken = 0
    for place, character in enumerate(text):
        taken += 2 if east_asian_width(character) in "WF" else 1
        if taken > width:
            return f"{text[:place].rstrip()}…"
    return text


def _stand(node: Node, today: date) -> None:
    goal = node.goal
    expected = passed(goal.since, goal.until, today)
    node.measures = [
        MeasureLine(
            line.id, line.name, line.unit, line.is_rising, line.baseline, line.target,
            line.current, line.current_on, Standing(line.standing.percent, expected),
        )
        for line in node.measures
    ]  # fmt: skip
    for child in node.children:
        _stand(child, today)
    parts = [line.standing.percent for line in node.measures]
    parts += [child.standing.percent for child in node.children]
    node.standing = Standing(rolled_up(parts), expected)
