"""The piece of a text around what was found, cut into parts of which some are marked.

Parts are plain text; the template escapes and marks them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongzhou.knowledge.bigrams import IS_HAN, fold, runs

BEFORE, LENGTH = 30, 150
STEP = 64
"""Where folding changes the length, only so much is looked at sign by sign."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_hit: bool = False


def pattern(query: str) -> re.Pattern[str] | None:
    """What the index finds, as an expression over folded text; None when nothing is asked."""
    words = [_word(runs(word)) for word in fold(query).split()]
    found = [word for word in dict.fromkeys(words) if word]
    return re.compile("|".join(sorted(found, key=len, reverse=True))) if found else None


def marked(text: str, wanted: re.Pattern[str] | None) -> list[Part]:
    """The whole text."""
    return list(_parts(text, _hits(text, wanted)))


def snippet(text: str, wanted: re.Pattern[str] | None) -> list[Part]:
    """About two lines from shortly before the first hit, or the beginning when there is none."""
    flat = " · ".join(" ".join(line.split()) for line in text.splitlines())
    start = max(0, _first(flat, wanted) - BEFORE)
    end = start + LENGTH
    parts = marked(flat[start:end], wanted)
    return [*([Part("…")] if start else []), *parts, *([Part("…")] if end < len(flat) else [])]


def _first(text: str, wanted: re.Pattern[str] | None) -> int:
    """Where to begin; folding a long text is only needed when nothing stands there as typed."""
    as_typed = wanted and wanted.search(text.lower())
    if as_typed:
        return as_typed.start()
    return next((first for first, _last in _hits(text, wanted)), 0)


def _word(pieces: list[str]) -> str:
    """Punctuation may stand between the pieces, as the index does not keep it."""
    joined = r"[\W_]*".join(re.escape(piece) for piece in pieces)
    return joined if not pieces or IS_HAN.match(pieces[0]) else rf"(?<![a-z0-9]){joined}"


def _hits(text: str, wanted: re.Pattern[str] | None) -> list[tuple[int, int]]:
    if wanted is None:
        return []
    folded, places = _aligned(text)
    spans = (match.span() for match in wanted.finditer(folded))
    return [(places[first], places[last - 1] + 1) for first, last in spans]


def _aligned(text: str) -> tuple[str, Sequence[int]]:
    """Folded text and, for each of its characters, where it came from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    for start in range(0, len(text), STEP):
        for place, piece in _pieces(text[start : start + STEP]):
            pieces.append(piece)
            places += [start + place] * len(piece)
    return "".join(pieces), places


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    folded = fold(text)
    one_by_one = len(folded) != len(text)
    return enumerate(map(fold, text) if one_by_one else folded)


def _parts(text: str, hits: list[tuple[int, int]]) -> Iterator[Part]:
    place = 0
    for first, last in hits:
        if first > place:
            yield Part(text[place:first])
        yield Part(text[first:last], is_hit=True)
        place = last
    if place < len(text):
        yield Part(text[place:])
