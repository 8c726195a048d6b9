"""A table of figures: one form for the page, the workbook, CSV and JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, overload

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
T = TypeVar("T")


class Made(Sequence[T]):
    """Rows that are written out when somebody looks at them: a page shows twelve of thousands."""

    def __init__(self, facts: Sequence[Any], write: Callable[[Any], T]) -> None:
        self.facts, self.write = facts, write

    def __len__(self) -> int:
        return len(self.facts)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self.write(one) for one in self.facts[place]]
        return self.write(self.facts[place])


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are all of them; a page shows the first `shown`. `rows_of` opens what was counted."""

    key: str
    title: Sentence
    headings: Sequence[Sentence]
    rows: Sequence[Sequence[Cell]]
    note: Sentence = ""
    addresses: Sequence[str] = field(default_factory=list)
    """Of the rows behind each row, "" where there are none to open."""

    def shown(self, most: int) -> list[tuple[Sequence[Cell], str]]:
        rows = self.rows[:most]
        addresses = self.addresses[:most] if len(self.addresses) else [""] * len(rows)
        return list(zip(rows, addresses, strict=True))
