"""What a group is told, before any messenger's form; and how sending it ended."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

HARMLESS = str.maketrans(
    {
        "[": "［",
        "]": "］",
        "<": "＜",
        ">": "＞",
        "*": "＊",
        "`": "｀",
        "#": "＃",
        "@": "＠",
        "\\": "＼",
    }
)
"""In a markdown of three dialects nothing escapes reliably; look-alikes need no escaping."""
MOST = 12
"""Lines of one message; a group is not a report."""
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Line:
    sentence: str
    case: str
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """`home` is where everything can be read by whoever signs in."""

    title: str
    lines: tuple[Line, ...]
    home: str


@dataclass(frozen=True, slots=True)
class Letter:
    url: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """`sent`, or `wait` seconds before another try; `final` when trying again cannot help."""

    sent: bool
    reason: str = ""
    wait: int = 0
    final: bool = False


SENT = Outcome(sent=True)


def plain(text: str) -> str:
    """One line in which nothing is markup, mentions somebody or begins a link."""
    return re.sub(r"\s+", " ", text).translate(HARMLESS).strip()


def markdown(news: News, *, longest: int, write: Callable[[Line], str]) -> str:
    """As many lines as fit into `longest` bytes; the rest is counted."""
    told: list[str] = []
    for line in news.lines[:MOST]:
        if len("\n".join([*told, write(line)]).encode()) > longest - 200:
            break
        told.append(write(line))
    left = len(news.lines) - len(told)
    if left:
        more = _("%(count)s more in Tongzhou") % {"count": left}
        told.append(f"[{more}]({news.home})")
    return "\n".join(told)


def listed(line: Line) -> str:
    case = f"　{plain(line.case)}" if line.case else ""
    return f"- [{plain(line.sentence)}]({line.url}){case}"


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def written(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def read(status: int, body: bytes) -> tuple[Outcome | None, dict[str, Any]]:
    """What the status alone decides, else the answer to look into."""
    if status == 429 or status >= 500:
        return Outcome(sent=False, reason=f"HTTP {status}", wait=60), {}
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if status >= 300 or not isinstance(said, dict):
        return Outcome(sent=False, reason=f"HTTP {status}", final=True), {}
    return None, said


def refused(code: object, words: object, *, slow: dict[int, int]) -> Outcome:
    """`slow` are the codes that mean «too many», with the seconds to wait."""
    reason = cut(plain(f"{code} {words or ''}"), LONGEST_REASON)
    if isinstance(code, int) and code in slow:
        return Outcome(sent=False, reason=reason, wait=slow[code])
    return Outcome(sent=False, reason=reason, final=True)
