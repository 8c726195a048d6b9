"""A sheet as rows of values, whatever file it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

Rows = list[list[Any]]
Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged area, as (row, column) from 0."""


@dataclass(slots=True)
class Grid:
    name: str
    rows: Rows
    merged: Sequence[Span] = ()
    width: int = 0
    _origins: dict[tuple[int, int], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Merged areas never overlap; where they do, those beyond the size of the sheet are lies."""
        self.width = width = max(map(len, self.rows), default=0)
        left_over = len(self.rows) * width + width
        for span in self.merged:
            (top, left), (bottom, right) = span
            bottom, right = min(bottom, len(self.rows)), min(right, width)
            left_over -= max(bottom - top + 1, 0) * max(right - left + 1, 0)
            if left_over < 0:
                return
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._origins[row, column] = span

    def value(self, row: int, column: int) -> Any:
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        return written(self.value(row, column))

    def spread(self, row: int, column: int) -> Any:
        """The value that is seen there: that of the merged area it belongs to."""
        span = self._origins.get((row, column))
        return self.value(*span[0]) if span else self.value(row, column)

    def origin(self, row: int, column: int) -> tuple[int, int]:
        span = self._origins.get((row, column))
        return span[0] if span else (row, column)

    def breadth(self, row: int, column: int) -> int:
        """Over how many columns the cell reaches."""
        span = self._origins.get((row, column))
        return span[1][1] - span[0][1] + 1 if span else 1

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return [at for at, value in enumerate(self.rows[row]) if is_filled(value)]


def is_filled(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or value.strip() != "")


def written(value: object) -> str:
    """A cell as people see it: 12 and not 12.0, a day and not its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def address(row: int, column: int) -> str:
    """«B4» for the second cell of the fourth row."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
