"""The filter `in_words`: known words of a text become links that say what each side means."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from uuid import UUID

from markupsafe import Markup, escape

from tongzhou.terms.language import Language, Meaning, differ, language
from tongzhou.ui.addresses import address

PARTS = re.compile(r"(<[^>]*>|&[#\w]+;)")
MOST_SAID = 4
LONGEST = 160


def in_words(text: object, departments: Iterable[UUID] = ()) -> Markup:
    """Text, or what another filter made of it; the first time each word stands there.

    `departments` are those whose meanings count; without any all of them.
    """
    plain = escape(text or "")
    return marked(plain, language(), frozenset(departments)) if plain else plain


def known_words_by() -> Callable[[Markup], Markup]:
    """For the many pieces of a page: asks once, and remembers what a piece became."""
    said = language()
    return (lambda piece: _remembered(piece, said)) if said.meanings else (lambda piece: piece)


@lru_cache(maxsize=6_000)
def _remembered(piece: Markup, said: Language) -> Markup:
    return marked(piece, said, frozenset())


def marked(text: Markup, said: Language, departments: frozenset[UUID]) -> Markup:
    seen: set[UUID] = set()
    depth = 0
    parts = []
    for part in PARTS.split(text):
        if part.startswith("<a ") or part == "</a>":
            depth += 1 if part != "</a>" else -1
        if depth or part.startswith(("<", "&")):
            parts.append(part)
        else:
            parts.extend(_marked(part, said, departments, seen))
    return Markup("".join(parts))  # noqa: S704 — pieces of what was escaped already


def _marked(
    part: str, said: Language, departments: frozenset[UUID], seen: set[UUID]
) -> Iterator[str]:
    at = 0
    for found in said.matcher.find(part):
        meanings = _heard(said.meanings[found.term], departments)
        if found.term in seen or not meanings:
            continue
        seen.add(found.term)
        yield part[at : found.start]
        yield _link(part[found.start : found.end], found.term, meanings)
        at = found.end
    yield part[at:]


def _heard(meanings: list[Meaning], departments: frozenset[UUID]) -> list[Meaning]:
    """Those of the departments taking part, if any of them gives it one; a root speaks for all."""
    own = [one for one in meanings if one.department in departments]
    whole = [one for one in meanings if one.path.count("/") <= 2]
    return (own or whole) if departments else meanings


def _link(word: str, term: UUID, meanings: list[Meaning]) -> str:
    told = "\n".join(f"{one.department_name}：{one.text[:LONGEST]}" for one in meanings[:MOST_SAID])
    css = "term differs" if differ(meanings) else "term"
    link = Markup('<a class="{}" href="{}" title="{}" data-drawer>{}</a>')
    return str(link.format(css, address("term", term), told, Markup(word)))  # noqa: S704
