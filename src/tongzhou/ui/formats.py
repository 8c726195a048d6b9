"""Dates, times and numbers as a reader writes them, in the reader's language and the house's zone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_skeleton, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, gettext_noop, ngettext
from markupsafe import Markup, escape

from tongzhou.core import clock

NOTHING = "—"
LOCALES = {"zh-hans": "zh_Hans_CN", "zh-hant": "zh_Hant_TW", "en": "en_GB"}
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
NEAR = {
    -1: gettext_noop("Yesterday %(time)s"),
    0: gettext_noop("Today %(time)s"),
    1: gettext_noop("Tomorrow %(time)s"),
}
Number = int | float | Decimal
_LASTING: ContextVar[bool] = ContextVar("lasting", default=False)


@contextmanager
def lasting() -> Iterator[None]:
    """What is written meanwhile is read in later years as well: every day says its year."""
    before = _LASTING.set(True)
    try:
        yield
    finally:
        _LASTING.reset(before)


def tag() -> str:
    """The page's language as HTML names it."""
    return TAGS.get(_language(), "zh-Hans")


def day(value: date | datetime | None) -> str:
    """11月21日, with the year where it is not this one."""
    if value is None:
        return NOTHING
    found = _calendar_day(value)
    return _day(_language(), found, found.year == clock.today().year and not _LASTING.get())


@lru_cache(maxsize=5_000)
def _day(language: str, found: date, this_year: bool) -> str:  # noqa: FBT001 — of one caller
    if language == "en":
        return format_skeleton("MMMd" if this_year else "yMMMd", found, locale=_locale())
    short = f"{found.month}月{found.day}日"
    return short if this_year else f"{found.year}年{short}"


def weekday(value: date | datetime | None) -> str:
    """周六, 週六, Sat."""
    if value is None:
        return NOTHING
    return str(get_day_names("abbreviated", locale=_locale())[_calendar_day(value).weekday()])


def moment(value: datetime | None) -> str:
    """昨天 14:30, otherwise 11月21日 14:30."""
    if value is None:
        return NOTHING
    local = value.astimezone(clock.zone())
    time = f"{local:%H:%M}"
    near = NEAR.get((local.date() - clock.today()).days)
    return gettext(near) % {"time": time} if near else f"{day(local.date())} {time}"


def iso(value: date | datetime | None) -> str:
    """2026-11-21, for inputs and attributes."""
    return "" if value is None else _calendar_day(value).isoformat()


def ago(value: datetime | None) -> str:
    """How long since: 刚刚, 5 分钟前, 3 天前; after a month the day itself."""
    if value is None:
        return NOTHING
    passed = clock.now() - value
    if passed < timedelta(minutes=1):
        return gettext("just now")
    if passed < timedelta(hours=1):
        return _minutes_ago(passed // timedelta(minutes=1))
    if passed < timedelta(days=1):
        return _hours_ago(passed // timedelta(hours=1))
    if passed < timedelta(days=31):
        return _days_ago((clock.today() - _calendar_day(value)).days)
    return day(value)


def number(value: Number | None) -> str:
    return NOTHING if value is None else format_decimal(value, locale=_locale())


def quantity(value: Number | None, unit: str) -> str:
    """3 小时, 15%: a space before a word, none before a sign."""
    space = " " if unit[:1].isalpha() else ""
    return number(value) if value is None else f"{number(value)}{space}{unit}"


def percent(value: Number | None) -> str:
    """Takes 0–100, as progress is kept."""
    return NOTHING if value is None else f"{format_decimal(round(value), locale=_locale())}%"


def days(value: Number | None) -> str:
    if value is None:
        return NOTHING
    return ngettext("%(count)s day", "%(count)s days", _plural(value)) % {"count": number(value)}


def hours(value: Number | None) -> str:
    if value is None:
        return NOTHING
    return ngettext("%(count)s hour", "%(count)s hours", _plural(value)) % {"count": number(value)}


def joined(values: Iterable[object]) -> str:
    """产品部、销售部和客服部."""
    return format_list([str(value) for value in values], style="standard", locale=_locale())


def size(octets: int) -> str:
    """12 KB, 3.4 MB."""
    if octets < 1024 * 1024:
        return f"{number(max(1, round(octets / 1024)))} KB"
    return f"{number(round(octets / 1024 / 1024, 1))} MB"


def paragraphs(text: object) -> Markup:
    """Plain text with its paragraphs and line breaks; everything escaped."""
    blocks = str(text or "").replace("\r\n", "\n").strip().split("\n\n")
    made = (
        escape(block.strip()).replace("\n", Markup("<br>")) for block in blocks if block.strip()
    )
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in made)


def _language() -> str:
    return (get_language() or "zh-hans").lower()


def _locale() -> Locale:
    return _parsed(LOCALES.get(_language(), "zh_Hans_CN"))


@cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def _calendar_day(value: date | datetime) -> date:
    return value.astimezone(clock.zone()).date() if isinstance(value, datetime) else value


def _plural(value: Number) -> int:
    return 1 if value == 1 else 2


def _minutes_ago(count: int) -> str:
    return ngettext("%(count)s minute ago", "%(count)s minutes ago", count) % {"count": count}


def _hours_ago(count: int) -> str:
    return ngettext("%(count)s hour ago", "%(count)s hours ago", count) % {"count": count}


def _days_ago(count: int) -> str:
    return ngettext("%(count)s day ago", "%(count)s days ago", max(count, 1)) % {
        "count": max(count, 1)
    }
