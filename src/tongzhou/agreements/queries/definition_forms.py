"""What a change request wants words to mean: as it was signed, as a side says it, or written anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongzhou.agreements.binding import Content
from tongzhou.agreements.definitions.used import Word
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.changes import contents_after
from tongzhou.agreements.queries.definitions import COMMON, chosen_id, read_choice, words_of
from tongzhou.collaborations.models import Collaboration


@dataclass(frozen=True)
class Choice:
    """A word with what is chosen for it; `signed` are the words of the present definition."""

    word: Word
    chosen: str
    text: str

    @property
    def signed(self) -> str:
        return str(self.word.chosen["text"]) if self.word.chosen else ""


def offered(
    case: Collaboration, terms: Content, of: ChangeRequest | None, typed: Mapping[str, str]
) -> list[Choice]:
    """Every word that the agreement uses, or would use once the request is applied."""
    found = []
    for word in words_of(case, terms, _rows(of)):
        chosen = typed.get(f"definition_{word.term}", chosen_id(word))
        text = str(word.chosen["text"]) if word.chosen and chosen == COMMON else ""
        found.append(Choice(word, chosen, typed.get(f"common_{word.term}", text)))
    return found


def wanted(
    case: Collaboration, terms: Content, of: ChangeRequest | None, typed: Mapping[str, str]
) -> Mapping[str, Any]:
    """Raises `Invalid` where a choice is none; a word of which nothing is said stays as it is."""
    definitions = {one["id"]: one for one in terms.get("definitions", ())}
    for word in words_of(case, terms, _rows(of)):
        choice = typed.get(f"definition_{word.term}", "")
        if choice and choice != _kept(word):
            text = typed.get(f"common_{word.term}", "")
            definitions[str(word.term)] = read_choice(word, choice, text)
    return {"definitions": list(definitions.values())}


def _kept(word: Word) -> str:
    """A common definition may be written anew; any other choice of the same stays as it is."""
    present = chosen_id(word)
    return "" if present == COMMON else present


def _rows(of: ChangeRequest | None) -> list[Content] | None:
    return list(contents_after(of).values()) if of else None
