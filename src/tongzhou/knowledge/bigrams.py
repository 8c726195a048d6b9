"""Text cut into tokens, the same on every engine, so that a part of a word is found exactly.

Chinese (and kana, hangul) becomes overlapping pairs, and each run ends with its last character
alone: 留存率 is 留存, 存率, 率. So one character is the beginning of some token, and more
characters are a row of neighbouring tokens. Other words and numbers are one token each.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HAN = (
    "々〇\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U000323af"
)
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
LONGEST_TOKEN = 40
NAMED = "\ue000"
"""Before each token of a heading: nobody can type it, so what is called so is found by itself."""
MOST_PHRASES = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other; the last may be the beginning of a word when `is_open`."""

    tokens: tuple[str, ...]
    is_open: bool


def fold(text: str) -> str:
    """Full width to half, capitals to small, traditional to simplified."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def tokens(text: str) -> Iterator[str]:
    for run in RUN.findall(fold(text)):
        yield from _tokens_of(run)


def phrases(query: str) -> list[Phrase]:
    """One for each word between blanks that has anything to look for; each must be found."""
    found = (_phrase(word) for word in fold(query).split())
    return list(dict.fromkeys(phrase for phrase in found if phrase.tokens))[:MOST_PHRASES]


def as_names(wanted: list[Phrase]) -> list[Phrase]:
    """The same phrases, looked for in headings alone."""
    return [Phrase(tuple(NAMED + one for one in said.tokens), said.is_open) for said in wanted]


def runs(word: str) -> list[str]:
    """The pieces of a word between which punctuation may stand."""
    return RUN.findall(fold(word))


def _tokens_of(run: str) -> Iterator[str]:
    if IS_HAN.match(run):
        yield from (run[place : place + 2] for place in range(len(run)))
    else:
        yield run[:LONGEST_TOKEN]


def _phrase(word: str) -> Phrase:
    pieces = runs(word)
    cut = tuple(token for run in pieces for token in _tokens_of(run))
    if pieces and IS_HAN.match(pieces[-1]) and len(pieces[-1]) > 1:
        return Phrase(cut[:-1], is_open=False)
    return Phrase(cut, is_open=True)


@cache
def _simplified() -> dict[int, str]:
    """Character by character: enough to find, where converting prose would need phrases."""
    lines = Path(__file__).with_name("simplified.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    return {ord(traditional): known.split(" ")[0] for traditional, known in pairs}
