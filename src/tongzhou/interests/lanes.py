"""Several figures side by side in one whole number, so that one addition adds them all.

Each side has a lane; its topmost bit is a guard that stays clear. Sixty-five thousand packages for
four departments are then added, compared and ordered in milliseconds, exactly, without a numerical
library.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

CHUNK = 1024
WIDTHS = {16: "H", 32: "I", 64: "Q"}
"""In bits; of these the machine takes lanes apart by the thousand."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """`width` in bits holds what all lanes may add up to together, and the guard."""

    count: int
    width: int

    @classmethod
    def for_sums(cls, tops: Sequence[int]) -> "Lanes":
        needed = sum(tops).bit_length() + 1
        return cls(len(tops), next((one for one in WIDTHS if one >= needed), needed))

    @property
    def guards(self) -> int:
        return self.packed([1 << (self.width - 1)] * self.count)

    def packed(self, values: Sequence[int]) -> int:
        whole = 0
        for value in values:
            whole = whole << self.width | value
        return whole

    def apart(self, whole: int) -> tuple[int, ...]:
        mask = (1 << self.width) - 1
        places = range(self.count - 1, -1, -1)
        return tuple(whole >> place * self.width & mask for place in places)

    def columns(self, rows: Sequence[int]) -> list[Sequence[int]]:
        """Lane by lane, each in the order of the rows."""
        if self.width not in WIDTHS:
            return [*zip(*map(self.apart, rows), strict=True)]
        size = self.count * self.width // 8
        whole = array(WIDTHS[self.width], b"".join([row.to_bytes(size, "little") for row in rows]))
        if sys.byteorder == "big":
            whole.byteswap()
        return [whole[place :: self.count] for place in range(self.count - 1, -1, -1)]

    def at_least(self, rows: Iterable[int], least: int) -> list[int]:
        """Those that reach `least` in every lane: no guard is borrowed from."""
        guards = self.guards
        return [row for row in rows if ((row | guards) - least) & guards == guards]

    def undominated(self, rows: Iterable[int]) -> list[int]:
        """Without what is worse in one lane and better in none; twins become one.

        Whatever dominates is also the larger number, so that a row is only ever beaten by one
        before it in falling order.
        """
        ordered = sorted(set(rows), reverse=True)
        if self._are_all_worth_the_same(ordered):
            return ordered
        kept: list[int] = []
        for start in range(0, len(ordered), CHUNK):
            kept += self._unbeaten(kept, ordered[start : start + CHUNK])
        return kept

    def _are_all_worth_the_same(self, rows: list[int]) -> bool:
        """What one side gains another loses: then nothing beats anything.

        By casting out: a power of the base leaves one, so the remainder is the sum of the lanes.
        """
        nines = (1 << self.width) - 1
        whole = rows[0] % nines if rows else 0
        return all(row % nines == whole for row in rows)

    def _unbeaten(self, before: list[int], chunk: list[int]) -> list[int]:
        """Of the chunk. As bits: who is at least as good in each lane; alone in all is unbeaten."""
        everybody = [*chunk, *before]
        at_least = [-1] * len(chunk)
        mask = (1 << self.width) - 1
        for place in range(self.count):
            values = [row >> place * self.width & mask for row in everybody]
            order = sorted(range(len(everybody)), key=values.__getitem__, reverse=True)
            seen = 0
            for _value, group in groupby(order, key=values.__getitem__):
                equals = list(group)
                seen |= sum(1 << one for one in equals)
                for one in equals:
                    if one < len(chunk):
                        at_least[one] &= seen
        return [row for one, row in enumerate(chunk) if at_least[one] == 1 << one]
