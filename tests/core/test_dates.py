"""What people type and workbooks hold becomes a date, or a clear sentence."""

import time
from datetime import UTC, date, datetime
from types import ModuleType

import pytest

from tongzhou.core.dates import read_coming_date, read_date, read_range
from tongzhou.core.verdicts import Invalid

DAY = date(2023, 9, 30)


@pytest.mark.parametrize(
    "written",
    [
        "2023年9月30日", "2023-9-30", "2023-09-30", "2023/9/30", "2023.9.30", "20230930", "9月30日",
        "9月30号", "9-30", "9/30", " 2023 年 9 月 30 日 ", "２０２３年９月３０日", "9月30日（周六）",
        "2023-09-30 00:00:00", "2023-09-30T08:30", "45199", "45199.0", 45199, 45199.75, DAY,
        datetime(2023, 9, 30, 8),  # noqa: DTZ001 — as a workbook gives it
        datetime(2023, 9, 29, 16, 30, tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_usual_spelling(written: object) -> None:
    assert read_date(written, year=2023) == DAY


@pytest.mark.parametrize(
    "written", ["7月1日-7月20日", "7月1日~7月20日", "7月1日～7月20日", "7月1日至7月20日", "7月1日到7月20日",
                "7月1日—7月20日", "7月1日——7月20日", "7月1日–7月20日", "7月1日 - 7月20日", "7-1-7-20",
                "7/1-7/20", "2023-7-1-2023-7-20", "2023-7-1-7-20", "2023年7月1日至20日", "７月１日～７月２０日"]
)  # fmt: skip
def test_a_range_is_read_in_every_usual_spelling(written: str) -> None:
    assert read_range(written, year=2023) == (date(2023, 7, 1), date(2023, 7, 20))


def test_a_single_date_is_a_range_of_one_day() -> None:
    assert read_range("2023-9-30") == (DAY, DAY)
    assert read_range(DAY) == (DAY, DAY)


def test_a_winter_range_ends_in_the_next_year() -> None:
    assert read_range("12月20日-1月10日", year=2023) == (date(2023, 12, 20), date(2024, 1, 10))


@pytest.mark.parametrize(
    "written", ["2023年2月30日", "2023-13-1", "2023-0-5", "2026-02-29", "6月31日"]
)
def test_an_impossible_day_is_named(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_date(written, year=2023)
    assert written in str(refused.value.sentence)


def test_an_end_before_its_start_is_refused_with_both_dates() -> None:
    with pytest.raises(Invalid) as refused:
        read_range("7月20日-7月1日", year=2023)
    assert "2023-07-20" in str(refused.value.sentence)
    assert "2023-07-01" in str(refused.value.sentence)


def test_a_date_without_a_year_needs_one() -> None:
    with pytest.raises(Invalid):
        read_date("9月30日")


@pytest.mark.check("T045")
@pytest.mark.parametrize(
    "written",
    ["", "尽快", "下周五", "10000-1-1", "1-1-1-1-1", "99999999", True, float("nan"), float("inf"), -1,
     0, 1e9, 10**400, None, "9月", "2023年", "²⁰²³-9-30x"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(Invalid):
        read_date(written, year=2023)


@pytest.mark.check("T122")
@pytest.mark.parametrize("part", ["1", "1月", "2023-", "7月1日-", " ", "（周", "年", "~"])
def test_a_huge_text_is_refused_at_once(part: str) -> None:
    text = part * (100_000 // len(part))
    before = time.perf_counter()
    for read in (read_date, read_range):
        with pytest.raises(Invalid):
            read(text, year=2023)
    assert time.perf_counter() - before < 0.05


@pytest.mark.check("T045")
@pytest.mark.parametrize(
    ("today", "written", "day"),
    [
        ("2026-11-22", "1月5日", "2027-01-05"),
        ("2026-11-22", "12月4日", "2026-12-04"),
        ("2026-11-22", "11月2日", "2026-11-02"),
        ("2026-11-22", "9月30日", "2027-09-30"),
        ("2026-01-08", "12月28日", "2025-12-28"),
        ("2026-01-08", "7月1日", "2026-07-01"),
        ("2027-11-22", "2月29日", "2028-02-29"),
        ("2026-11-22", "2026年1月5日", "2026-01-05"),
    ],
)
def test_a_day_without_a_year_lies_ahead(
    clock: ModuleType, today: str, written: str, day: str
) -> None:
    clock.move_to(datetime.fromisoformat(f"{today}T10:00+08:00"))
    assert read_coming_date(written) == date.fromisoformat(day)


@pytest.mark.check("T045")
def test_a_day_that_stands_in_no_year_is_refused(clock: ModuleType) -> None:
    with pytest.raises(Invalid, match="2月30日"):
        read_coming_date("2月30日")
