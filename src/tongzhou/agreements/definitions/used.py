"""Which known words the signed texts use, and what they mean to those who sign: pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.definitions.content import essence, is_common, of_meaning
from tongzhou.terms.language import Language, Meaning, differ

OF_ASK = ("what", "gain", "give_back")


@dataclass(frozen=True)
class Word:
    """`meanings` are those of the departments taking part, `chosen` is what would be signed."""

    term: UUID
    name: str
    meanings: list[Meaning]
    chosen: Content | None

    @property
    def differs(self) -> bool:
        return differ(self.meanings)

    @property
    def holds(self) -> bool:
        """What was chosen is a common definition, or still what one of the sides says."""
        said = {one.essence for one in self.meanings}
        return self.chosen is not None and (is_common(self.chosen) or essence(self.chosen) in said)

    @property
    def is_open(self) -> bool:
        """Somebody has to choose before it is signed."""
        return self.differs and not self.holds

    @property
    def settled(self) -> Content | None:
        """What is signed: the choice while it holds, else what all sides mean alike."""
        if self.holds:
            return self.chosen
        return of_meaning(self.name, self.meanings[0]) if self.meanings else None


def texts(terms: Content, rows: Iterable[Content]) -> Iterator[str]:
    """All that people wrote and will sign; clauses speak of rows by their names."""
    yield terms.get("goal") or ""
    for milestone in terms.get("milestones", ()):
        yield milestone["name"]
    for ask in terms.get("asks", ()):
        yield from (ask[name] or "" for name in OF_ASK)
    for row in rows:
        if not row.get(DROPPED):
            yield from (row["name"], row["deliverable"] or "", *row["criteria"])


def used(
    said: Language, paths: Iterable[str], terms: Content, rows: Iterable[Content]
) -> list[Word]:
    """`paths` are those of the departments that sign; words that none of them defines are left out."""
    chosen: Mapping[str, Content] = {one["id"]: one for one in terms.get("definitions", ())}
    sides = list(paths)
    words = [
        Word(term, said.names[term], said.of(term, sides), chosen.get(str(term)))
        for term in said.matcher.terms_in(texts(terms, rows))
    ]
    found = [word for word in words if word.meanings or (word.chosen and is_common(word.chosen))]
    return sorted(found, key=lambda word: (word.name, str(word.term)))
