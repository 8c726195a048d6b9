"""What an acceptance criterion asks for, read from its sentence, and whether a delivery meets it.

The signed sentence stays the only truth: what cannot be read from it for certain is left to the
person who accepts, and nothing is ever guessed to be met.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tongzhou.core.dates import read_date
from tongzhou.core.figures import Amount, read_amount
from tongzhou.core.verdicts import Invalid

MET, UNMET, CANNOT_TELL = "met", "unmet", "cannot_tell"


class Kind(TextChoices):
    COUNT = "count", _("a number")
    RATE = "rate", _("a rate")
    MEASURE = "measure", _("a measure")
    DATE = "date", _("a date")
    FILE = "file", _("a file")
    PERSON = "person", _("somebody confirms")
    FREE = "free", _("to be judged")


FIGURES = (Kind.COUNT, Kind.RATE, Kind.MEASURE)


@dataclass(frozen=True, slots=True)
class Asked:
    """`low` and `high` bound the figure; `above`, `below` say that the bound itself is not enough.

    `has_more`: the sentence also says what a file must hold, which only a reader can tell.
    """

    kind: Kind
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    below: bool = False
    by_day: date | None = None
    has_more: bool = False

    def __str__(self) -> str:
        """As signs, the same in every language: «≥ 30 %», «≤ 3天», «10 %–20 %»."""
        if self.low is not None and self.high is not None:
            return f"{Amount(self.low, self.unit)}–{Amount(self.high, self.unit)}"
        if self.low is not None:
            return f"{'>' if self.above else '≥'} {Amount(self.low, self.unit)}"
        if self.high is not None:
            return f"{'<' if self.below else '≤'} {Amount(self.high, self.unit)}"
        return f"≤ {self.by_day.isoformat()}" if self.by_day else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a delivery brings for one criterion."""

    amount: Amount | None = None
    day: date | None = None
    has_file: bool = False
    is_confirmed: bool = False


def read(text: str, *, year: int | None = None) -> Asked:
    """`year` completes a date written without one."""
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    by_day, rest = _day(plain, year)
    bounds = _bounds(rest)
    if bounds:
        return Asked(
            _kind_of(bounds.unit), bounds.unit, bounds.low, bounds.high, bounds.above,
            bounds.below, by_day,
        )  # fmt: skip
    if _CONFIRMS.search(rest):
        return Asked(Kind.PERSON, by_day=by_day)
    if _FILE.search(rest):
        has_more = bool(_HOLDS.search(rest) or _FIGURE.search(rest))
        return Asked(Kind.FILE, by_day=by_day, has_more=has_more)
    if _FIGURE.search(rest):
        return Asked(Kind.FREE, by_day=by_day)
    return Asked(Kind.DATE if by_day else Kind.FREE, by_day=by_day)


def verdict(asked: Asked, given: Given) -> str:
    """The worst of what can be said about its figure, its file, its person and its date."""
    found = [_of_kind(asked, given)]
    if asked.by_day and asked.kind != Kind.DATE:
        found.append(_of_day(asked, given))
    for worst in (UNMET, CANNOT_TELL):
        if worst in found:
            return worst
    return MET


def unit_of(text: str) -> str:
    """The unit a text begins with: «条有效需求» counts in «条»."""
    if not text:
        return ""
    known = next((unit for unit in _UNITS if text.startswith(unit)), "")
    return known or text


def _of_kind(asked: Asked, given: Given) -> str:
    match asked.kind:
        case Kind.COUNT | Kind.RATE | Kind.MEASURE:
            return _of_figure(asked, given.amount)
        case Kind.DATE:
            return _of_day(asked, given)
        case Kind.FILE:
            return MET if given.has_file and not asked.has_more else CANNOT_TELL
        case Kind.PERSON:
            return MET if given.is_confirmed else CANNOT_TELL
        case _:
            return CANNOT_TELL


def _of_figure(asked: Asked, amount: Amount | None) -> str:
    """A figure in another unit says nothing; one without a unit is taken for the one asked for."""
    if amount is None or unit_of(amount.unit.lower()) not in ("", asked.unit):
        return CANNOT_TELL
    value = amount.value
    too_low = asked.low is not None and (value <= asked.low if asked.above else value < asked.low)
    too_high = asked.high is not None and (
        value >= asked.high if asked.below else value > asked.high
    )
    return UNMET if too_low or too_high else MET


def _of_day(asked: Asked, given: Given) -> str:
    if asked.by_day is None or given.day is None:
        return CANNOT_TELL
    return MET if given.day <= asked.by_day else UNMET


@dataclass(frozen=True, slots=True)
class _Bounds:
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    below: bool = False


RATES = ("个百分点", "百分点", "%", "‰")
MEASURES = (
    "个工作日", "工作日", "个小时", "小时", "分钟", "毫秒", "个月", "万元", "亿元", "天", "周", "秒", "元", "年",
    "分", "倍", "公里", "千克", "吨", "米", "ms", "qps", "gb", "mb", "kb", "kg", "days", "day", "hours", "hour",
    "minutes", "seconds", "s",
)  # fmt: skip
COUNTS = (
    "人次", "条", "个", "人", "次", "家", "篇", "类", "项", "名", "单", "件", "份", "页", "场", "台", "套", "户", "张",
    "例", "起", "组", "位", "款", "门", "期", "轮", "批", "本", "册", "块", "处", "步", "种",
)  # fmt: skip
_UNITS = sorted((*RATES, *MEASURES, *COUNTS), key=len, reverse=True)

_AT_LEAST = (
    "不低于",
    "不少于",
    "不小于",
    "至少",
    "达到",
    "大于等于",
    ">=",
    "≥",
    "atleast",
    "notlessthan",
)
_ABOVE = ("超过", "大于", "高于", "多于", ">", "morethan", "over", "above")
_AT_MOST = ("不超过", "不高于", "不多于", "不大于", "小于等于", "至多", "最多", "控制在", "<=", "≤", "atmost",
            "nomorethan")  # fmt: skip
_BELOW = ("低于", "小于", "少于", "<", "lessthan", "below", "under")
_AFTER_MOST = ("以内", "之内", "以下", "内")

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?([万亿]?)"
_WORDS = "|".join(
    re.escape(word)
    for word in sorted((*_AT_LEAST, *_ABOVE, *_AT_MOST, *_BELOW), key=len, reverse=True)
)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS)
_FIGURE = re.compile(
    rf"(?:(?P<word>{_WORDS})|(?<![a-z0-9.]))(?<![\d.]){_NUMBER}(?:(?P<from>{_UNIT})?[-~–至到]{_NUMBER})?"
    rf"(?P<unit>{_UNIT})?(?P<after>{'|'.join(_AFTER_MOST)})?"
)
_DATED = re.compile(
    r"(?:(?:20\d{2})[年/.-])?\d{1,2}[月/-]\d{1,2}[日号]?(?:前|之前|以前|内|止|完成|上线|交付)?"
    r"|(?:20\d{2})-\d{2}-\d{2}"
)
_CONFIRMS = re.compile(r"(?:确认|签字|签收|认可|批准|验收通过|confirm|signsoff|signedby|approved)")
_FILE = re.compile(r"《[^》]+》|文档|报告|手册|方案|附件|清单|纪要|document|report|manual|file")
_HOLDS = re.compile(r"包含|含有|含|覆盖|包括|涵盖|列出|以及|且|及|includ|contain|with")


def _day(plain: str, year: int | None) -> tuple[date | None, str]:
    """The date in a sentence, and the sentence without it; none of several."""
    found = list(_DATED.finditer(plain))
    if len(found) != 1:
        return None, plain
    written = re.sub(r"(?:前|之前|以前|内|止|完成|上线|交付)$", "", found[0][0])
    try:
        day = read_date(written, year=year)
    except Invalid:
        return None, plain
    return day, plain[: found[0].start()] + " " + plain[found[0].end() :]


def _bounds(plain: str) -> _Bounds | None:
    """Of exactly one figure; two figures in one sentence are for a person to judge."""
    found = [one for one in _FIGURE.finditer(plain) if one["unit"] or one["word"]]
    if len(found) != 1:
        return None
    one = found[0]
    first = _value(one[2], one[3], one[4])
    unit = one["unit"] or one["from"] or ""
    if one[6]:
        last = _value(one[6], one[7], one[8])
        return _Bounds(unit, min(first, last), max(first, last))
    word = one["word"] or ""
    if word in _AT_MOST or word in _BELOW or one["after"] or (not word and not first):
        return _Bounds(unit, high=first, below=word in _BELOW)
    return _Bounds(unit, low=first, above=word in _ABOVE)


def _value(digits: str, decimals: str | None, times: str) -> Decimal:
    return read_amount(f"{digits}{decimals or ''}{times}").value


def _kind_of(unit: str) -> Kind:
    if unit in RATES:
        return Kind.RATE
    return Kind.MEASURE if unit in MEASURES else Kind.COUNT
