"""Ways into the house that packages above this one open; each names them in its consumers.py."""

from collections.abc import Callable, Iterable

from tongzhou.core.verdicts import Sentence

Doors = Callable[[], Iterable[tuple[Sentence, str]]]
DOORS: list[Doors] = []
"""Each says what its ways in are called and by which route they begin."""


def also_in() -> list[tuple[Sentence, str]]:
    return [one for doors in DOORS for one in doors()]
