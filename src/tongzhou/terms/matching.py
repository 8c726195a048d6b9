"""Finds the words of a vocabulary in a text in one pass: pure, knows no database."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from tongzhou.core.han import folded

END = ""
"""The branch of a trie that says which term ends here."""


class Found(NamedTuple):
    start: int
    end: int
    term: UUID


class Matcher:
    """A tree of characters: each position walks down as far as the text follows a word."""

    def __init__(self, keys: Mapping[str, UUID]) -> None:
        self._tree: dict[str, Any] = {}
        for key, term in keys.items():
            node = self._tree
            for letter in key:
                node = node.setdefault(letter, {})
            node[END] = term

    def find(self, text: str) -> Iterator[Found]:
        """From left to right the longest word each time; none within a longer Latin word."""
        if not self._tree:
            return
        letters = [_folded(letter) for letter in text]
        at, length = 0, len(letters)
        while at < length:
            found = self._longest(letters, at) if letters[at] in self._tree else None
            if found:
                yield found
            at = found.end if found else at + 1

    def terms_in(self, texts: Iterable[str]) -> set[UUID]:
        return {found.term for text in texts for found in self.find(text)}

    def _longest(self, letters: list[str], start: int) -> Found | None:
        node: dict[str, Any] | None = self._tree
        best = None
        if start and _is_latin(letters[start]) and _is_latin(letters[start - 1]):
            return None
        for at in range(start, len(letters)):
            node = (node or {}).get(letters[at])
            if node is None:
                break
            if END in node and not _goes_on(letters, at):
                best = Found(start, at + 1, node[END])
        return best


def _goes_on(letters: list[str], at: int) -> bool:
    return at + 1 < len(letters) and _is_latin(letters[at]) and _is_latin(letters[at + 1])


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


@lru_cache(maxsize=30_000)
def _folded(letter: str) -> str:
    return folded(letter)
