"""What is searched of one subject, and how it sounds."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.listing import OVER
from tongzhou.core.names import reading_of_words
from tongzhou.knowledge.models import Document

Kind = Document.Kind
LONGEST_SOUND = 40


@dataclass(frozen=True, slots=True)
class Text:
    """`names` are found but not shown: numbers, pinyin and initials.

    `department` is the one whose matter it is; a matter ends with its collaboration, one that
    belongs to none says itself whether it `has_ended`.
    """

    kind: Kind
    subject: UUID
    title: str
    body: str
    updated: datetime
    names: str = ""
    case: Collaboration | None = None
    department: UUID | None = None
    has_ended: bool | None = None

    @property
    def is_over(self) -> bool | None:
        return self.case.state in OVER if self.case else self.has_ended


@lru_cache(maxsize=2_000)
def sounds(title: str) -> str:
    """Pinyin and initials from every syllable on: «liucun» and «lcy» find 会员留存优化."""
    syllables = reading_of_words(title[:LONGEST_SOUND]).pinyin.split()
    tails = [syllables[place:] for place in range(len(syllables))]
    full = ("".join(tail) for tail in tails)
    initials = ("".join(one[0] for one in tail) for tail in tails)
    return " ".join(dict.fromkeys([*full, *initials]))


def lines(*parts: str) -> str:
    """Each sentence once: a request and what was agreed often say the same."""
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def first_line(text: str) -> str:
    first = text.strip().split("\n", 1)[0].strip()
    return first if len(first) <= 80 else f"{first[:79]}…"
