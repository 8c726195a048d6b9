"""Sheets that hold their table otherwise than rows below headings: several beside each other, or turned."""

from collections.abc import Iterator

from tongzhou.plans.exchange import titles
from tongzhou.plans.exchange.grids import Grid, is_filled

HEADS = 12
"""Headings stand in one of the first rows."""
LEAST = 3
NAMES_A_TASK = ("name",)


def apart(grid: Grid) -> list[Grid]:
    """Each table as a sheet of its own, with its cells where they were; mostly the sheet as it is."""
    if grid.merged:
        return [grid]
    if _is_turned(grid):
        rows = [list(column) for column in zip(*_even(grid), strict=True)]
        return [Grid(grid.name, rows)]
    parts = next(
        (found for row in range(min(HEADS, len(grid.rows))) if (found := _repeats(grid, row))), []
    )
    return [_only(grid, first, last) for first, last in parts] or [grid]


def _repeats(grid: Grid, row: int) -> list[tuple[int, int]]:
    """Where the same headings begin again behind an empty column: from column to column."""
    heads = [grid.text(row, at) for at in range(grid.width)]
    starts = [
        at
        for at, text in enumerate(heads)
        if text and text == heads[_first(heads)] and (at == 0 or not heads[at - 1])
    ]
    if len(starts) < 2 or any(
        titles.known(heads[at]) not in NAMES_A_TASK and not _names_one(heads, at) for at in starts
    ):
        return []
    ends = [*starts[1:], grid.width]
    sets = [tuple(text for text in heads[a:b] if text) for a, b in zip(starts, ends, strict=True)]
    same = len(set(sets)) == 1 and len(sets[0]) >= 2
    return list(zip(starts, ends, strict=True)) if same else []


def _names_one(heads: list[str], start: int) -> bool:
    """Whether a heading of the same table names its task."""
    for text in heads[start:]:
        if not text:
            return False
        if titles.known(text) in NAMES_A_TASK:
            return True
    return False


def _first(heads: list[str]) -> int:
    return next((at for at, text in enumerate(heads) if text), 0)


def _only(grid: Grid, first: int, last: int) -> Grid:
    rows = [
        [value if first <= at < last else "" for at, value in enumerate(row)] for row in grid.rows
    ]
    return Grid(grid.name, rows)


def _is_turned(grid: Grid) -> bool:
    """Headings in the first column, one task per column: the first row names several things."""
    if not LEAST <= len(grid.rows) <= 2 * HEADS or grid.width < LEAST:
        return False
    down = [titles.known(grid.text(row, 0)) for row in range(len(grid.rows))]
    across = [titles.known(grid.text(0, at)) for at in range(1, grid.width)]
    filled = sum(is_filled(grid.value(0, at)) for at in range(1, grid.width))
    known = [field for field in down if field]
    return (
        bool(down) and down[0] == "name"
        and len(set(known)) >= LEAST and len(known) == len(down)
        and not any(across) and filled >= 2
    )  # fmt: skip


def _even(grid: Grid) -> Iterator[list[object]]:
    for row in grid.rows:
        yield [*row, *[""] * (grid.width - len(row))]
