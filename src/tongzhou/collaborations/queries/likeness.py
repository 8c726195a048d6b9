"""How much two texts speak of the same thing, by the pairs of characters they share: pure."""

import re
from collections.abc import Iterable

from tongzhou.core.han import folded

_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
ALIKE = 0.25
"""From this share of what is being written on, another text speaks of it as well."""


def pairs(texts: Iterable[str]) -> frozenset[str]:
    """Of Chinese runs the neighbouring characters; other words as they are."""
    found: set[str] = set()
    for text in texts:
        for run in _WORD.findall(folded(text)):
            is_word = run.isascii() or len(run) == 1
            found |= {run} if is_word else {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(found)


def likeness(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Which share of ours they have, a little less where they speak of much else."""
    if not ours or not theirs:
        return 0.0
    shared = len(ours & theirs)
    return shared / len(ours) * 0.8 + shared / len(theirs) * 0.2
