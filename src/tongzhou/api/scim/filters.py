"""Filters of RFC 7644 §3.4.2.2: `userName eq "lin@example.com" and active eq true`."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext_lazy as _

from tongzhou.api.scim.errors import Unfit
from tongzhou.api.scim.texts import is_storable

T = TypeVar("T")
LONGEST, DEEPEST = 1_000, 8
CORE = "urn:ietf:params:scim:schemas:core:2.0:user:"
WORD = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[()\[\]]|[^\s()\[\]"]+)\s*')
OPERATORS = frozenset({"eq", "ne", "co", "sw", "ew", "pr"})


class Comparison(NamedTuple):
    """`path` in lower case and without the urn of a core schema; `value` is None for `pr`."""

    path: str
    operator: str
    value: Any


class Combined(NamedTuple):
    """`word`: and, or, not."""

    word: str
    parts: tuple[Any, ...]


Filter = Comparison | Combined


def read_filter(text: str) -> Filter:
    """Raises `Unfit`."""
    reading = _Reading(_words(text))
    found = reading.either(0)
    if reading.next() is not None:
        raise unreadable()
    return found


def _words(text: str) -> list[str]:
    words, place = [], 0
    while place < len(text):
        word = WORD.match(text, place)
        if word is None or len(text) > LONGEST:
            raise unreadable()
        words.append(word[1])
        place = word.end()
    return words


def unreadable() -> Unfit:
    return Unfit("invalidFilter", _("This filter cannot be read."))


def judged(
    found: Filter, compare: Callable[[Comparison], T], combine: Callable[[str, list[T]], T]
) -> T:
    if isinstance(found, Comparison):
        return compare(found)
    return combine(found.word, [judged(one, compare, combine) for one in found.parts])


def holds(found: Filter, of: dict[str, Any]) -> bool:
    """Whether one value of a list, as it stands in a resource, is meant."""

    def compare(one: Comparison) -> bool:
        values = {name.lower(): value for name, value in of.items()}
        return _compares(one, values.get(one.path))

    return judged(found, compare, _combines)


def _compares(one: Comparison, value: Any) -> bool:
    if one.operator == "pr":
        return value not in (None, "", [])
    left, right = str(value).lower(), str(one.value).lower()
    return {
        "eq": left == right, "ne": left != right, "co": right in left,
        "sw": left.startswith(right), "ew": left.endswith(right),
    }[one.operator]  # fmt: skip


def _combines(word: str, parts: list[bool]) -> bool:
    return not parts[0] if word == "not" else any(parts) if word == "or" else all(parts)


class _Reading:
    """Goes through the words once: either … or …, both … and …, one comparison."""

    def __init__(self, words: list[str]) -> None:
        self.words: Iterator[str] = iter(words)
        self.ahead: str | None = next(self.words, None)

    def next(self) -> str | None:
        word, self.ahead = self.ahead, next(self.words, None)
        return word

    def either(self, depth: int, within: str = "") -> Filter:
        return self._row("or", lambda: self._both(depth, within))

    def _both(self, depth: int, within: str) -> Filter:
        return self._row("and", lambda: self._one(depth, within))

    def _row(self, word: str, part: Callable[[], Filter]) -> Filter:
        parts = [part()]
        while self.ahead is not None and self.ahead.lower() == word:
            self.next()
            parts.append(part())
        return Combined(word, tuple(parts)) if len(parts) > 1 else parts[0]

    def _one(self, depth: int, within: str) -> Filter:
        word = self.next()
        if word is None or depth > DEEPEST:
            raise unreadable()
        if word.lower() == "not" and self.ahead == "(":
            return Combined("not", (self._one(depth + 1, within),))
        if word == "(":
            return self._closed(")", depth, within)
        path = within + word.lower().removeprefix(CORE)
        if self.ahead == "[":
            self.next()
            return self._closed("]", depth, f"{path}.")
        return self._comparison(path)

    def _closed(self, bracket: str, depth: int, within: str) -> Filter:
        found = self.either(depth + 1, within)
        if self.next() != bracket:
            raise unreadable()
        return found

    def _comparison(self, path: str) -> Comparison:
        operator = (self.next() or "").lower()
        if operator not in OPERATORS:
            raise unreadable()
        value = None if operator == "pr" else _value(self.next())
        return Comparison(path, operator, value)


def _value(word: str | None) -> Any:
    try:
        value = json.loads(word or "")
    except ValueError:
        value = []
    if not isinstance(value, str | int | bool | float) or not is_storable(value):
        raise unreadable()
    return value
