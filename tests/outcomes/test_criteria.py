"""Sentences as they stand in division tables, and what they ask for."""

from datetime import date
from decimal import Decimal

import pytest

from tongzhou.core.figures import Amount, read_amount
from tongzhou.core.verdicts import Invalid
from tongzhou.outcomes.criteria import Given, Kind, read, verdict

ASKED = {
    "转化率≥30%": ("rate", "≥ 30 %"),
    "留存率不低于 ３０ ％": ("rate", "≥ 30 %"),
    "有效问卷不少于 500 份": ("count", "≥ 500份"),
    "新增用户 ≥ 10 万": ("count", "≥ 100,000"),
    "覆盖 100 条有效需求": ("count", "≥ 100条"),
    "功能测试通过率 100%": ("rate", "≥ 100 %"),
    "首页打开时间不超过 2 秒": ("measure", "≤ 2秒"),
    "响应在 3 个工作日以内": ("measure", "≤ 3个工作日"),
    "误差小于 0.5%": ("rate", "< 0.5 %"),
    "投诉量低于1,200件": ("count", "< 1,200件"),
    "首次答复超过 95%": ("rate", "> 95 %"),
    "样本 300-500 人": ("count", "300人–500人"),
    "遗留 P1 缺陷 0 个": ("count", "≤ 0个"),
    "9月30日前上线": ("date", "≤ 2026-09-30"),
    "2026-10-15 前交付": ("date", "≤ 2026-10-15"),
    "9月30日前回收不少于 500 份": ("count", "≥ 500份"),
    "《推广活动方案》包含用户裂变与激励设计": ("file", ""),
    "提交用户调研报告": ("file", ""),
    "客服部陈静书面确认": ("person", ""),
    "《操作手册》经产品总监签字": ("person", ""),
    "提取 TOP3 问题原因": ("free", ""),
    "《预售活动方案》含 3 档优惠与库存上限": ("file", ""),
    "界面美观大方": ("free", ""),
    "覆盖 100 条，准确率 95%": ("free", ""),
    "at least 30% of replies": ("rate", "≥ 30 %"),
    "no more than 3 days": ("measure", "≤ 3 days"),
}


@pytest.mark.parametrize("text", ASKED)
def test_a_sentence_says_what_kind_of_thing_it_asks_for(text: str) -> None:
    asked = read(text, year=2026)
    assert (asked.kind.value, str(asked)) == ASKED[text]


JUDGED = [
    ("转化率≥30%", Given(amount=Amount(Decimal(30), "%")), "met"),
    ("转化率≥30%", Given(amount=Amount(Decimal("29.9"), "%")), "unmet"),
    ("转化率≥30%", Given(amount=Amount(Decimal(32))), "met"),
    ("转化率≥30%", Given(amount=Amount(Decimal(32), "份")), "cannot_tell"),
    ("转化率≥30%", Given(), "cannot_tell"),
    ("首次答复超过 95%", Given(amount=Amount(Decimal(95), "%")), "unmet"),
    ("误差小于 0.5%", Given(amount=Amount(Decimal("0.5"), "%")), "unmet"),
    ("样本 300-500 人", Given(amount=Amount(Decimal(501), "人")), "unmet"),
    ("样本 300-500 人", Given(amount=Amount(Decimal(300), "人")), "met"),
    ("覆盖 100 条有效需求", Given(amount=Amount(Decimal(106), "条有效需求")), "met"),
    ("遗留缺陷 0 个", Given(amount=Amount(Decimal(1), "个")), "unmet"),
    ("9月30日前上线", Given(day=date(2026, 9, 30)), "met"),
    ("9月30日前上线", Given(day=date(2026, 10, 1)), "unmet"),
    ("9月30日前不少于 500 份", Given(amount=Amount(Decimal(600), "份"), day=date(2026, 10, 1)), "unmet"),
    ("9月30日前不少于 500 份", Given(amount=Amount(Decimal(600), "份")), "cannot_tell"),
    ("《方案》定稿", Given(has_file=True), "met"),
    ("《方案》定稿", Given(), "cannot_tell"),
    ("《方案》包含用户裂变", Given(has_file=True), "cannot_tell"),
    ("《方案》含 3 档优惠", Given(has_file=True), "cannot_tell"),
    ("客服部确认", Given(has_file=True), "cannot_tell"),
    ("客服部确认", Given(is_confirmed=True), "met"),
    ("界面美观大方", Given(amount=Amount(Decimal(100), "%"), has_file=True), "cannot_tell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "expected"), JUDGED)
def test_met_unmet_or_cannot_tell(text: str, given: Given, expected: str) -> None:
    assert verdict(read(text, year=2026), given) == expected


@pytest.mark.parametrize("text", ["", "字" * 400, "9" * 400, "≥", "%", "12月32日前", "《》" * 100])
def test_nothing_that_cannot_be_read_is_ever_met(text: str) -> None:
    asked = read(text, year=2026)
    assert asked.kind in (Kind.FREE, Kind.FILE)
    assert verdict(asked, Given(amount=Amount(Decimal(1)))) == "cannot_tell"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1,200 份", "1,200份"),
        ("３０％", "30 %"),
        ("5万", "50,000"),
        ("-3.50 天", "-3.5天"),
        ("2亿元", "200,000,000元"),
    ],
)
def test_a_figure_is_read_as_people_write_it(text: str, shown: str) -> None:
    assert str(read_amount(text)) == shown


@pytest.mark.parametrize("text", ["", "许多", "12,34", "1e9", "9" * 16, "3%-5%", "NaN", "字" * 100])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_amount(text)
