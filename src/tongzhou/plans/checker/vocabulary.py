"""Words by which a criterion says something, and words by which it only seems to (vocabulary.txt)."""

from functools import cache
from pathlib import Path


def _sections() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return {name: frozenset(words) for name, words in found.items()}


_WORDS = _sections()
VAGUE_ZH = _WORDS["VAGUE_ZH"]
PRAISE_ZH = _WORDS["PRAISE_ZH"]
EMPTY_ZH = _WORDS["EMPTY_ZH"]
EVENTS_ZH = _WORDS["EVENTS_ZH"]
HOLLOW_ZH = _WORDS["HOLLOW_ZH"]
JUDGED_ZH = _WORDS["JUDGED_ZH"]
MANNER_ZH = _WORDS["MANNER_ZH"]
WOOLLY_ZH = _WORDS["WOOLLY_ZH"]
NOTHING = _WORDS["NOTHING"]
VAGUE_EN = _WORDS["VAGUE_EN"]
EMPTY_EN = _WORDS["EMPTY_EN"]
EVENTS_EN = _WORDS["EVENTS_EN"]
WOOLLY_EN = _WORDS["WOOLLY_EN"]


@cache
def adjectives() -> frozenset[str]:
    text = Path(__file__).with_name("adjectives.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
