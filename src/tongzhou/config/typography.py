"""Full-width punctuation in Chinese sentences, whatever the keyboard produced."""

import re

HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
CLOSING = "\u300d\u300f\u201d\u2019\uff09\u300b"
FULL_WIDTH = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "?": "\uff1f", "!": "\uff01"}

_MARK = re.compile(rf"(?<=[{HAN}{CLOSING}])([,:;?!]) ?|(?<=\)s)([,:;?!]) ?(?=[{HAN}%\u300c]|$)")
_BRACKETS = re.compile(r"(?<!%)\(((?:%\(\w+\)s|[^()])*)\)(?!s)")
_HAN = re.compile(rf"[{HAN}]")


def chinese(text: str) -> str:
    """`text` with the marks that stand between Chinese words in their full-width form."""
    if not _HAN.search(text):
        return text
    text = _BRACKETS.sub(_brackets, text)
    return _MARK.sub(lambda found: FULL_WIDTH[found[1] or found[2]], text)


def _brackets(found: re.Match[str]) -> str:
    return f"\uff08{found[1]}\uff09"
