"""Dates, times and numbers as each reader writes them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from tongzhou.core import clock
from tongzhou.ui import formats

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=SHANGHAI)
DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _at_a_known_time() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.mark.parametrize(
    ("language", "short", "with_year", "weekday"),
    [
        ("zh-hans", "11月21日", "2025年3月1日", "周六"),
        ("zh-hant", "11月21日", "2025年3月1日", "週六"),
        ("en", "21 Nov", "1 Mar 2025", "Sat"),
    ],
)
def test_a_day_names_the_year_only_where_it_differs(
    language: str, short: str, with_year: str, weekday: str
) -> None:
    with override(language):
        assert formats.day(DAY) == short
        assert formats.day(date(2025, 3, 1)) == with_year
        assert formats.weekday(DAY) == weekday


def test_a_moment_is_told_in_the_time_of_the_house() -> None:
    late = datetime(2026, 11, 20, 17, 30, tzinfo=ZoneInfo("UTC"))
    with override("zh-hans"):
        assert formats.day(late) == "11月21日"
        assert formats.moment(late) == "今天 01:30"


@pytest.mark.parametrize(
    ("days", "hans", "hant", "english"),
    [
        (-1, "昨天 15:00", "昨天 15:00", "Yesterday 15:00"),
        (0, "今天 15:00", "今天 15:00", "Today 15:00"),
        (1, "明天 15:00", "明天 15:00", "Tomorrow 15:00"),
        (-3, "11月18日 15:00", "11月18日 15:00", "18 Nov 15:00"),
    ],
)
def test_near_days_have_names(days: int, hans: str, hant: str, english: str) -> None:
    when = NOW + timedelta(days=days)
    for language, said in (("zh-hans", hans), ("zh-hant", hant), ("en", english)):
        with override(language):
            assert formats.moment(when) == said


@pytest.mark.parametrize(
    ("passed", "hans", "english"),
    [
        (timedelta(seconds=20), "刚刚", "just now"),
        (timedelta(minutes=1), "1 分钟前", "1 minute ago"),
        (timedelta(minutes=5), "5 分钟前", "5 minutes ago"),
        (timedelta(hours=3), "3 小时前", "3 hours ago"),
        (timedelta(days=3), "3 天前", "3 days ago"),
        (timedelta(days=60), "9月22日", "22 Sept"),
    ],
)
def test_how_long_ago(passed: timedelta, hans: str, english: str) -> None:
    for language, said in (("zh-hans", hans), ("en", english)):
        with override(language):
            assert formats.ago(NOW - passed) == said


def test_a_figure_keeps_its_distance_from_a_word_and_stands_beside_a_sign() -> None:
    said = [formats.quantity(3, unit) for unit in ("小时", "%", "")]
    assert said == ["3 小时", "3%", "3"]


def test_numbers_are_grouped_and_counted() -> None:
    with override("zh-hans"):
        assert formats.number(1234567) == "1,234,567"
        assert formats.number(Decimal("2.50")) == "2.5"
        assert formats.percent(62.4) == "62%"
        assert formats.days(3) == "3 天"
        assert formats.hours(Decimal("1.5")) == "1.5 小时"
        assert formats.size(3_500_000) == "3.3 MB"
        assert formats.joined(["产品部", "销售部", "客服部"]) == "产品部、销售部和客服部"
    with override("en"):
        assert formats.days(1) == "1 day"
        assert formats.days(2) == "2 days"


def test_nothing_is_a_dash() -> None:
    absent = [
        formats.day,
        formats.weekday,
        formats.moment,
        formats.ago,
        formats.number,
        formats.days,
    ]
    assert {made(None) for made in absent} == {"—"}  # type: ignore[operator]
    assert formats.iso(None) == ""


def test_paragraphs_keep_lines_and_escape_everything() -> None:
    text = "第一行\r\n第二行\n\n<script>alert(1)</script> & 完"
    assert formats.paragraphs(text) == (
        "<p>第一行<br>第二行</p><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 完</p>"
    )
    assert formats.paragraphs(None) == ""


def test_the_page_names_its_language() -> None:
    for language, tag in (("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")):
        with override(language):
            assert formats.tag() == tag
