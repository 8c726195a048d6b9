"""A definition as it is signed: the words themselves, so that it needs no register to be read.

`{"id", "name", "department", "number", "text", "example", "unlike"}`: `id` names the word. Without
a department it was written for this collaboration alone.
"""

from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.core.han import folded
from tongzhou.terms.language import Meaning


def of_meaning(name: str, meaning: Meaning) -> Content:
    return {
        "id": str(meaning.term),
        "name": name,
        "department": str(meaning.department),
        "number": meaning.number,
        "text": meaning.text,
        "example": meaning.example,
        "unlike": meaning.unlike,
    }


def common(term: UUID, name: str, text: str) -> Content:
    """Written for one collaboration."""
    return {
        "id": str(term),
        "name": name,
        "department": None,
        "number": None,
        "text": text.strip(),
        "example": "",
        "unlike": "",
    }


def is_common(content: Content) -> bool:
    return content["department"] is None


def essence(content: Content) -> str:
    """Comparable with that of a meaning."""
    return "".join(folded(content["text"]).split())
