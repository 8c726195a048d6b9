"""English sentences without a figure: what is left once empty and vague words are out, in which form."""

import re
from collections.abc import Iterator

from tongzhou.plans.checker.vocabulary import EMPTY_EN, EVENTS_EN, VAGUE_EN

WORD = re.compile(r"[a-z][a-z0-9]*(?:[-_./'][a-z0-9]+)*")
BETWEEN = frozenset(
    (
        "under", "over", "into", "onto", "within", "between", "through", "across", "per", "via",
        "during", "after", "before", "without", "against", "above", "below", "along", "among",
        "around", "beyond", "inside", "outside", "near", "off", "since", "until", "upon", "toward",
    )
)  # fmt: skip
_STATE = re.compile(
    r"^(?!.*\b(?:if|when|whether)\b).*?\b(?:is|are|was|were|be|been|being|feels?|looks?|seems?|stays?|remains?|becomes?|gets?|keeps?)\b(.*)$"
)
_SOME = re.compile(
    r"\b(?:most|some|few|many|various|several|enough|sufficient|(?:more|less|fewer)(?! than)) [a-z]+"
)
"""«most browsers»: of which nobody can say whether they are meant."""
ENOUGH_BESIDE_VAGUE = 3
SHORT = 8
"""A sentence that says how and nothing else has no more words than this."""


def vague_in(plain: str) -> str:
    """The first word that only praises, or says that something is more so than before."""
    return next((one for one in WORD.findall(plain) if _praises(one)), "")


def is_checkable(plain: str) -> bool:
    """Something and what became of it; beside a vague word it takes more of that."""
    words = [*_named(plain)]
    events = {one for one in WORD.findall(plain) if one in EVENTS_EN}
    if vague_in(plain):
        return len(words) >= ENOUGH_BESIDE_VAGUE or (bool(events) and len(words) + len(events) >= 2)
    if len(words) == 1 and not events and words[0].endswith("ed"):
        return False
    return bool(words) and not _only_says_how(plain)


def substance(plain: str) -> int:
    return len([*_named(plain)])


def _only_says_how(plain: str) -> bool:
    """«is up to date», «feels confident»: after the verb of being stands one word that is no event."""
    found = _STATE.search(plain)
    rest = [*_named(found[1])] if found else []
    if (
        not found
        or len(plain.split()) > SHORT
        or any(one in EVENTS_EN for one in WORD.findall(found[1]))
    ):
        return False
    return len(rest) == 1 and not rest[0].endswith("ed")


def _named(plain: str) -> Iterator[str]:
    for one in WORD.findall(_SOME.sub("", plain)):
        empty = one in EMPTY_EN or one in BETWEEN or one in EVENTS_EN
        if len(one) > 1 and not empty and not _praises(one):
            yield one


def _praises(word: str) -> bool:
    return word in VAGUE_EN or any(stem in VAGUE_EN for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """«smoother», «simplest», «easier», «thinner», «cleanly»: the word they are made of."""
    for ending in ("er", "est", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word.removesuffix(ending)
            yield from (bare, f"{bare}e", f"{bare.removesuffix('i')}y")
            if bare[-1] == bare[-2]:
                yield bare[:-1]
