"""Stretches of time where a day should stand: «7月上旬», «Q3», «月底», «下半年», «late July»."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.workbook.contents import CellError

Period = tuple[date, date]
LONGEST = 30
_NUMERALS = {sign: place for place, sign in enumerate("一二三四五六七八九", start=1)} | {
    "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {
    "": (1, 31), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 5), "中": (11, 20),
    "底": (26, 31), "末": (26, 31), "上半月": (1, 15), "下半月": (16, 31), "early": (1, 10),
    "mid": (11, 20), "middle of": (11, 20), "late": (21, 31), "end of": (26, 31),
    "beginning of": (1, 5), "start of": (1, 5),
}  # fmt: skip
"""First and last day of the month; 31 is its last day, however many it has."""
_PART = "上旬|中旬|下旬|上半月|下半月|初|中|底|末"
_YEAR = r"(?:((?:19|20)\d{2})年?[-/.]?)?"
_MONTH = re.compile(rf"{_YEAR}(\d{{1,2}}|十[一二]?|[一二三四五六七八九])月份?({_PART})?")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})")
_QUARTER = re.compile(rf"{_YEAR}(?:q([1-4])|第?([1-4一二三四])季度?)(初|底|末)?")
_QUARTER_LAST = re.compile(r"q([1-4])[-/']?((?:19|20)\d{2})")
_HALF = re.compile(rf"{_YEAR}([上下])半年|{_YEAR}h([12])")
_OF_YEAR = re.compile(rf"{_YEAR}年?([初中底末])")
_LATIN = re.compile(
    r"(early|mid|middle of|late|end of|beginning of|start of)?[ -]*([a-z]{3,9})\.?,? ?((?:19|20)\d{2})?"
)
_OF_SOME_MONTH = re.compile(
    rf"(?:本|当|當|该|該)?月(?:份|的)?({_PART})|([上中下]旬|[上下]半月)|eom|end of month"
)
_BETWEEN = re.compile(r"\s*(?:~|至|到|—{1,2}|–|(?<=[月旬份度季年初中底末])-)\s*")


def read_period(value: object, *, year: int | None, near: date | None = None) -> Period | None:
    """First and last day, or None where the text names no stretch of time.

    `near` is a day of the same row: «月底» is the end of its month. Raises `Invalid` with days to
    choose from where the month or the year is not said.
    """
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    if not text or len(text) > LONGEST:
        return None
    ends = [one for one in _BETWEEN.split(text) if one]
    if len(ends) == 2 and (first := _one(ends[0], year, near)):
        last = _one(ends[1], year, near)
        return (first[0], last[1]) if last and last[1] >= first[0] else None
    return _one(text, year, near)


def taken_as(sheet: str, where: str, value: object, days: Sequence[date]) -> CellError:
    """What was made of words that are no day, for people to look at."""
    sentence = _("“%(text)s” is taken as %(taken)s.")
    taken = " – ".join(day.isoformat() for day in days)
    return CellError(sheet, where, sentence % {"text": str(value).strip()[:30], "taken": taken})


def _one(text: str, year: int | None, near: date | None) -> Period | None:
    bare = text.replace(" ", "")
    for read in (_months, _quarters, _halves, _years):
        if (found := read(bare)) is not None:
            written, first, last, days = found
            return _between(text, written or year, (first, last), days)
    if latin := _latin(text):
        return _between(text, latin[0] or year, (latin[1], latin[1]), latin[2])
    if part := _OF_SOME_MONTH.fullmatch(bare) or _OF_SOME_MONTH.fullmatch(text):
        days = _PARTS[part[1] or part[2] or "底"]
        if near is None:
            raise _nameless(text, days)
        return _between(text, near.year, (near.month, near.month), days)
    return None


Found = tuple[int | None, int, int, tuple[int, int]]
"""The year where it is written, the first and the last month, and the days of these."""


def _months(text: str) -> Found | None:
    if found := _MONTH.fullmatch(text):
        month = _number(found[2])
        return (_year(found[1]), month, month, _PARTS[found[3] or ""]) if month <= 12 else None
    if (found := _YEAR_MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return int(found[1]), int(found[2]), int(found[2]), _PARTS[""]
    return None


def _quarters(text: str) -> Found | None:
    if found := _QUARTER_LAST.fullmatch(text):
        quarter, written, part = int(found[1]), int(found[2]), ""
    elif found := _QUARTER.fullmatch(text):
        quarter, written, part = _number(found[2] or found[3]), _year(found[1]), found[4] or ""  # type: ignore[assignment]
    else:
        return None
    first = quarter * 3 - 2
    months = {"": (first, first + 2), "初": (first, first)}.get(part, (first + 2, first + 2))
    return written, *months, _PARTS[part]


def _halves(text: str) -> Found | None:
    if not (found := _HALF.fullmatch(text)):
        return None
    is_second = found[2] == "下" or found[4] == "2"
    return _year(found[1] or found[3]), 7 if is_second else 1, 12 if is_second else 6, _PARTS[""]


def _years(text: str) -> Found | None:
    if not (found := _OF_YEAR.fullmatch(text)) or "年" not in text:
        return None
    month, days = {"初": (1, _PARTS["初"]), "中": (6, _PARTS[""])}.get(found[2], (12, _PARTS["底"]))
    return _year(found[1]), month, month, days


def _latin(text: str) -> tuple[int | None, int, tuple[int, int]] | None:
    found = _LATIN.fullmatch(text)
    if not found or found[2][:3] not in _ENGLISH:
        return None
    return _year(found[3]), _ENGLISH.index(found[2][:3]) + 1, _PARTS[found[1] or ""]


def _between(text: str, year: int | None, months: tuple[int, int], days: tuple[int, int]) -> Period:
    first, last = months
    if year is None or not 1 <= first <= last <= 12:
        raise Invalid(_("“%(text)s” has no year. Write it like 2026-09-30.") % {"text": text})
    end = monthrange(year, last)[1]
    return date(year, first, days[0]), date(year, last, min(days[1], end))


def _nameless(text: str, days: tuple[int, int]) -> Invalid:
    coming = [f"{day:%Y-%m-%d}" for day in _coming(days[1])]
    sentence = _("“%(text)s” names no month. Do you mean %(first)s, %(second)s or %(third)s?")
    return Invalid(
        sentence % {"text": text, "first": coming[0], "second": coming[1], "third": coming[2]}
    )


def _coming(day: int) -> Iterator[date]:
    today = clock.today()
    for ahead in range(3):
        over, month = divmod(today.month - 1 + ahead, 12)
        year = today.year + over
        yield date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMERALS[text]


def _year(text: str | None) -> int | None:
    return int(text) if text else None
