"""Days as plans write them: in a cell of their own, inside a sentence, without a year, as a number."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from tongzhou.core.dates import read_date, read_range
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.grids import is_filled, written

_INSIDE = re.compile(
    r"(?<!\d)(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)\s*[日号]?"
    r"|(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]"
    r"|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
)
_MONTHS = {name: number for number, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)}  # fmt: skip
_ENGLISH = re.compile(r"(\d{1,2})[/ .-]([A-Za-z]{3,9})[/ .,-]+(\d{2,4})\b")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?$|T\d{2}:\d{2}.*$", re.IGNORECASE)
_TITLE = re.compile(r"^\s*(?:日期|时间|時間|日付|date|day)\s*[:：]", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:星期|周|週|礼拜)[一二三四五六日天]|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|[月火水木金土日]曜日?"
)
PERIOD = re.compile(
    r"第\s*[一二三四五六七八九十百\d]+\s*[周週]|week\s*\d+|w\d{1,2}|\d{1,2}\s*月(?:[上中下]旬)?|[一二三四五六七八九十]+月|q[1-4]|第?[1-4一二三四]季度",
    re.IGNORECASE,
)
HALF_DAY = re.compile(
    r"上午|下午|晚上|中午|早上|全天|am|pm|morning|afternoon|evening|午前|午後", re.IGNORECASE
)
_ROC = re.compile(
    r"(?:(?:中華)?民國\s*|(?<![\d./年月-]))(1\d{2})(\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2})(?!\d)"
)
_DIGITS = re.compile(r"\d")
OPEN = {"", "无", "無", "-", "—", "/", "待定", "未定", "tbd", "n/a"}
SERIAL_FIRST, SERIAL_LAST = 30_000, 65_000
"""Numbers in a column of dates that are days of spreadsheets: 1982 to 2077."""


def _western(text: str) -> str:
    """Years of 民國 as they are written in Taiwan: 112/7/3 is in 2023."""
    return _ROC.sub(lambda found: f"{int(found[1]) + 1911}{found[2]}", text)


def read_day(value: Any, *, year: int | None) -> date | None:
    """Raises `Invalid` when the cell is filled with something else."""
    if not is_filled(value) or isinstance(value, date | datetime):
        return read_date(value) if value else None
    if isinstance(value, int | float) and (found := _numbered(value)) is not None:
        return found
    text = _western(unicodedata.normalize("NFKC", written(value)))
    return None if text.lower() in OPEN else _worded(text, year)


def _numbered(value: float) -> date | None:
    """45071 is a day of spreadsheets, 20230525 one written in a row."""
    if SERIAL_FIRST <= value <= SERIAL_LAST:
        return read_date(float(value))
    return read_date(str(int(value))) if 19_000_101 <= value <= 21_991_231 else None


def _worded(text: str, year: int | None) -> date:
    if (found := _named_month(text)) is not None:
        return found
    try:
        return read_date(_TIME.sub("", text), year=year)
    except Invalid:
        inside = day_inside(text, year=year)
        if inside is None:
            raise
        return inside


def read_days(value: Any, *, year: int | None) -> tuple[date | None, date | None]:
    """A cell that may hold «4.8-4.14», one day, or nothing."""
    if not isinstance(value, str):
        only = read_day(value, year=year)
        return only, only
    if value.strip().lower() in OPEN:
        return None, None
    text = _western(unicodedata.normalize("NFKC", value))
    try:
        return read_range(text, year=year)
    except Invalid:
        days = days_inside(text, year=year)
        if not days:
            raise
        return min(days), max(days)


def day_inside(text: str, *, year: int | None = None) -> date | None:
    """The first day a sentence names: «日期：2018.9.29 第五周周四»."""
    return next(iter(days_inside(text, year=year)), None)


def days_inside(text: str, *, year: int | None = None) -> list[date]:
    found = []
    for parts in _INSIDE.findall(unicodedata.normalize("NFKC", text)):
        y, m, d = next(
            (p for p in (parts[0:3], ("", *parts[3:5]), parts[5:8]) if p[1]), ("", "", "")
        )
        if not y and year is None:
            continue
        try:
            found.append(date(int(y or year or 0), int(m), int(d)))
        except ValueError:
            continue
    return found


def names_a_day(text: str) -> bool:
    return bool(_TITLE.match(text))


def is_dated_title(text: str) -> bool:
    """A line such as «日期：2018.10.08 第六周周一», also when its date does not exist."""
    return names_a_day(text) or (len(text) <= 40 and day_inside(text) is not None)


def is_day(value: object) -> bool:
    if isinstance(value, date | datetime):
        return True
    if not isinstance(value, str) or len(value) > 30 or not _DIGITS.search(value):
        return False
    try:
        return read_day(value, year=2000) is not None
    except Invalid:
        return False


def is_span(value: object) -> bool:
    """«4.8-4.14»: two days in one cell."""
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        first, last = read_days(value, year=2000)
    except Invalid:
        return False
    return first != last


def is_time_label(value: object) -> bool:
    """What stands above a column or beside a row that is a week, a weekday or a day."""
    text = written(value)
    return is_day(value) or any(
        pattern.fullmatch(text.lower()) for pattern in (WEEKDAY, PERIOD, HALF_DAY)
    )


def last_day(start: date, days: float) -> date:
    """A task of three days that starts on Monday ends on Wednesday."""
    return start + timedelta(days=max(round(days), 1) - 1)


def _named_month(text: str) -> date | None:
    """«09/Jan/24 3:54 PM», «Jan 9, 2024»."""
    if found := _ENGLISH.search(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _AMERICAN.search(text):
        day, month, year = found[2], found[1], found[3]
    else:
        return None
    number = _MONTHS.get(month[:3].lower())
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, number, int(day)) if number else None
    except ValueError:
        return None
