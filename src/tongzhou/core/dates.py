"""Dates as people type them and as workbooks hold them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
AHEAD = timedelta(days=150)
"""A day without a year is sought around this far from today: up to a month ago, or in the year to come."""
LONGEST = 60
"""A longer text is no date; the patterns below never see it."""

_DAY = r"(?:(\d{4})[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?"
_TAIL = r"(?:(?:\(?(?:周|星期|週)[一二三四五六日天]\)?)|T?\d{1,2}:\d{2}(?::\d{2})?(?:\.0{1,6})?)?"
_ONE = re.compile(_DAY + _TAIL)
_TWO = re.compile(_DAY + r"(?:~|至|到|-|—{1,2})" + _DAY)
_SAME_MONTH = re.compile(_DAY + r"(?:~|至|到|-|—{1,2})(\d{1,2})[日号]")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,10})?")
_ALIKE = str.maketrans(
    {"〜": "~", "∼": "~", "–": "-", "−": "-", "―": "—", "─": "—", "‐": "-", "‑": "-"}
)


def read_coming_date(value: object) -> date:
    """As `read_date`; a day without a year is one to come, 「1月5日」 in November that of next year."""
    middle = clock.today() + AHEAD
    years = range(middle.year - 1, middle.year + 2)
    found = [day for year in years if (day := _day_in(year, value))]
    if not found:
        return read_date(value, year=middle.year)
    return min(found, key=lambda day: abs(day - middle))


def _day_in(year: int, value: object) -> date | None:
    """February 29 does not stand in every year."""
    try:
        return read_date(value, year=year)
    except Invalid:
        return None


def read_date(value: object, *, year: int | None = None) -> date:
    """`year` completes a date written without one; raises `Invalid` with what is wrong."""
    match value:
        case datetime():
            moment = value if value.tzinfo is None else value.astimezone(clock.zone())
            return _within(moment.date(), str(value))
        case date():
            return _within(value, str(value))
        case bool():
            raise _not_a_date(str(value))
        case int() | float():
            return _from_serial(value)
        case _:
            return _from_text(_plain(value), year)


def read_range(value: object, *, year: int | None = None) -> tuple[date, date]:
    """«7月1日-7月20日» and its kin; a single date is a range of one day."""
    if not isinstance(value, str):
        only = read_date(value, year=year)
        return only, only
    text = _plain(value)
    if found := _TWO.fullmatch(text):
        first, last = found.groups()[:3], found.groups()[3:]
        start = _day(first, text, year)
        end = _day(last, text, _year_of_end(first, last, start))
    elif found := _SAME_MONTH.fullmatch(text):
        start = _day(found.groups()[:3], text, year)
        end = _day((str(start.year), str(start.month), found[4]), text, None)
    else:
        start = end = _from_text(text, year)
    return check_order(start, end)


def check_order(start: date, end: date) -> tuple[date, date]:
    """The same two dates; raises `Invalid` when the end comes first."""
    if end < start:
        facts = {"start": start.isoformat(), "end": end.isoformat()}
        raise Invalid(_("The end (%(end)s) is before the start (%(start)s).") % facts)
    return start, end


def _plain(value: object) -> str:
    text = str(value)
    if len(text) > LONGEST:
        raise _not_a_date(text)
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def _from_text(text: str, year: int | None) -> date:
    if found := _ONE.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(found.groups(), text, year)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text))
    raise _not_a_date(text)


def _from_serial(number: float) -> date:
    if not 0 < number < (LATEST - SERIAL_ZERO).days + 1:
        raise _not_a_date(str(number))
    return _within(SERIAL_ZERO + timedelta(days=int(number)), str(number))


def _day(parts: tuple[str | None, ...], text: str, year: int | None) -> date:
    written, month, day = (int(part) if part else None for part in parts)
    full_year = written if written is not None else year
    if full_year is None:
        raise Invalid(_("“%(text)s” has no year. Write it like 2026-09-30.") % {"text": text})
    assert month is not None
    assert day is not None
    try:
        return _within(date(full_year, month, day), text)
    except ValueError as impossible:
        sentence = _("“%(text)s” does not exist in the calendar.") % {"text": text}
        raise Invalid(sentence) from impossible


def _year_of_end(first: tuple[str | None, ...], last: tuple[str | None, ...], start: date) -> int:
    """The start's year, or the next one for «12月20日-1月10日»: a winter is no mistake."""
    over_new_year = int(first[1] or 0) >= 11 and int(last[1] or 0) <= 2
    return start.year + over_new_year


def _within(day: date, text: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise _not_a_date(text)
    return day


def _not_a_date(text: str) -> Invalid:
    shown = text if len(text) <= LONGEST else f"{text[:20]}…"
    return Invalid(
        _("“%(text)s” is not a date. Write it like 2026-09-30 or 9月30日.") % {"text": shown}
    )
