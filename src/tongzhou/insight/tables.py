"""A table of figures: one form for the page, the workbook, CSV and JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tongzhou.core.verdicts import Sentence


class Named(NamedTuple):
    """Something with a page of its own. `key` is what people outside call it: a code, a number."""

    key: str
    name: str
    address: str = ""
    quoted: bool = False
    """Whether people call it by its key as well, as they do with the number of a collaboration."""

    def __str__(self) -> str:
        return self.name if self.key in ("", self.name) else f"{self.name} ({self.key})"


Cell = Named | str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are all of them; a page shows the first `shown`. `rows_of` opens what was counted."""

    key: str
    title: Sentence
    headings: Sequence[Sentence]
    rows: Sequence[Sequence[Cell]]
    note: Sentence = ""
    addresses: list[str] = field(default_factory=list)
    """Of the rows behind each row, "" where there are none to open."""

    def shown(self, most: int) -> list[tuple[Sequence[Cell], str]]:
        addresses = self.addresses or [""] * len(self.rows)
        return list(zip(self.rows[:most], addresses[:most], strict=True))
