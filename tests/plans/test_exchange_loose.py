"""Plans written loosely: stretches of time for days, headings that are not merged, parts between the rows."""

from datetime import date
from typing import Any

import pytest

from tests.plans.sheets import xlsx
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.periods import read_period
from tongzhou.plans.exchange.reading import Wanted, read_plan

pytestmark = pytest.mark.check("T143")
Told = tuple[str, str, str, date | None, date | None]


def told(rows: list[list[Any]]) -> list[Told]:
    """Part, name, department, start and end of each line; nothing may be wrong in the file."""
    found = read_plan(xlsx(rows), Wanted(2026))
    assert found.errors == []
    return [(one.group, one.name, one.department, one.start, one.end) for one in found.lines]


def july(first: int, last: int) -> tuple[date, date]:
    return date(2026, 7, first), date(2026, 7, last)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("7月上旬", july(1, 10)), ("七月中旬", july(11, 20)), ("７月底", july(26, 31)), ("7月份", july(1, 31)),
        ("2026-07", july(1, 31)), ("late July", july(21, 31)), ("July 2026", july(1, 31)),
        ("Q3", (july(1, 1)[0], date(2026, 9, 30))), ("第三季度", (july(1, 1)[0], date(2026, 9, 30))),
        ("6月下旬-7月上旬", (date(2026, 6, 21), date(2026, 7, 10))),
        ("2027年上半年", (date(2027, 1, 1), date(2027, 6, 30))),
        ("年底", (date(2026, 12, 26), date(2026, 12, 31))), ("2月末", (date(2026, 2, 26), date(2026, 2, 28))),
        ("尽快", None), ("13月", None), ("第30周", None), ("产品", None),
    ],
)  # fmt: skip
def test_a_stretch_of_time_has_a_first_and_a_last_day(
    written: str, period: tuple[date, date] | None
) -> None:
    assert read_period(written, year=2026) == period


def test_the_end_of_a_month_nobody_names_is_that_of_the_start_or_three_days_are_proposed() -> None:
    assert read_period("月底", year=2026, near=date(2026, 2, 3)) == (
        date(2026, 2, 26), date(2026, 2, 28),
    )  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        read_period("月底", year=2026)
    assert str(wrong.value.sentence).count("-3") >= 2


def test_every_day_that_was_guessed_is_said_at_its_cell() -> None:
    rows = [
        ["任务", "负责人", "开始时间", "完成时间"],
        ["访谈", "周婷", "7月中旬", "8月下旬"], ["开发", "王强", "7月1日", "Q3"],
    ]  # fmt: skip
    found = read_plan(xlsx(rows), Wanted(2026))
    assert [(one.start, one.end) for one in found.lines] == [
        (date(2026, 7, 11), date(2026, 8, 31)), (date(2026, 7, 1), date(2026, 9, 30)),
    ]  # fmt: skip
    assert [one.cell for one in found.hints] == ["C2", "D2", "D3"]


@pytest.mark.parametrize(
    "head",
    [
        [["任务", "负责部门", "计划时间", "计划时间"], ["", "", "开始", "结束"]],
        [["任务", "部门", "时间", ""], ["任务", "部门", "开始", "结束"]],
        [["任务", "负责", "开始", "结束"], ["名称", "部门", "时间", "时间"]],
        [["任务名称", "部门", "开始", "结束"], ["Task", "Department", "Start", "Finish"]],
    ],
)
def test_headings_over_two_rows_need_not_be_merged(head: list[list[str]]) -> None:
    rows = [*head, ["访谈", "销售部", "7.1", "7.5"], ["开发", "产品部", "7.6", "7.10"]]
    assert told(rows) == [("", "访谈", "销售部", *july(1, 5)), ("", "开发", "产品部", *july(6, 10))]


def test_what_stands_between_beside_and_above_rows_belongs_to_them() -> None:
    end = date(2026, 7, 5)
    between = [
        ["序号", "任务", "截止日期"], ["一、准备", "", ""], [1, "访谈", end],
        ["", "二、实施", ""], [2, "开发", end],
    ]  # fmt: skip
    assert [one[:2] for one in told(between)] == [("一、准备", "访谈"), ("二、实施", "开发")]
    beside = [["阶段", "", "截止"], ["准备", "访谈", end], ["", "选题", end], ["实施", "开发", end]]
    assert [one[:2] for one in told(beside)] == [
        ("准备", "访谈"), ("准备", "选题"), ("实施", "开发"),
    ]  # fmt: skip
    head = ["任务", "负责人", "截止"]
    above = [["产品部"], head, ["开发", "王强", end], ["销售部"], head, ["访谈", "周婷", end]]
    assert [one[1:3] for one in told(above)] == [("开发", "产品部"), ("访谈", "销售部")]


def test_months_that_are_ticked_are_start_and_end() -> None:
    head = ["任务", "负责人", "7月", "8月", "9月"]
    rows = [head, ["访谈", "周婷", "√", "", ""], ["开发", "王强", "", "●", "●"]]
    assert [one[3:] for one in told(rows)] == [july(1, 31), (date(2026, 8, 1), date(2026, 9, 30))]
