"""General rules for plans nobody has seen: headings anywhere, stacked blocks, odd words."""

from datetime import date
from typing import Any

import pytest

from tests.plans.sheets import xlsx
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.found import Found
from tongzhou.plans.exchange.people import read_people
from tongzhou.plans.exchange.reading import Wanted, read_plan, require_something
from tongzhou.plans.exchange.statuses import read_status

pytestmark = pytest.mark.check("T143")


def read(data: bytes | str, encoding: str = "utf-8") -> Found:
    raw = data.encode(encoding) if isinstance(data, str) else data
    return read_plan(raw, Wanted(2026))


def fields(found: Found) -> list[str]:
    return [one.field for one in found.blocks[0].columns]


@pytest.mark.parametrize(
    ("written", "kind", "percent"),
    [
        ("未完成（90%）", "some", 90), ("完成（50%）", "some", 50), ("完成50%", "some", 50), ("已完成", "done", 100),
        (0.94, "some", 94), (1, "done", 100), (1.0, "done", 100), ("0.8", "some", 80), (94, "some", 94),
        ("１００％", "done", 100), ("基本完成", "some", 90), ("初步完成", "some", 80), ("暂未完成", "some", 0),
        ("推迟", "some", 0), ("推迟到下周", "some", 0), ("忽略", "dropped", 0), ("取消", "dropped", 0), ("",
        "none", 0),
        ("完成了", "done", 100), ("√", "done", 100), ("未开始", "none", 0), ("In Progress", "some", 0),
        ("対応中", "some", 0),
        ("完了", "done", 100), ("未着手", "none", 0), ("六成", "some", 60), ("约 70%", "some", 70),
        ("完成度：35%", "some", 35),
        ("看情况", "unknown", 0), (250, "unknown", 0), ("To Do", "none", 0), ("Done.", "done", 100),
    ],
)  # fmt: skip
def test_states_are_read_in_the_words_people_use(written: object, kind: str, percent: int) -> None:
    status = read_status(written)
    assert (status.kind, status.percent) == (kind, percent)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("张三\n李四", ("张三", "李四")), ("张三、李四，王五", ("张三", "李四", "王五")), ("张三/李四;王五",
        ("张三", "李四", "王五")),
        ("前台：张三、后台：李四、王五", ("张三", "李四", "王五")), ("张三和李四", ("张三", "李四")), ("李和平",
        ("李和平",)),
        ("Ann and Bob", ("Ann", "Bob")), ("张三（组长）", ("张三",)), ("待定", ()), ("张三 李四", ("张三", "李四")),
        ("张三、张三", ("张三",)),
    ],
)  # fmt: skip
def test_several_people_in_a_cell_are_told_apart(written: str, people: tuple[str, ...]) -> None:
    assert read_people(written) == people


def test_headings_may_stand_in_the_fourth_row_below_a_title_and_a_form() -> None:
    rows: list[list[Any]] = [
        ["某某项目计划表"], ["项目负责人", "张三", "日期", date(2026, 3, 1)], [],
        ["序号", "工作内容（必填）", "责任人", "计划开始时间", "计划完成时间", "完成进度", "备注"],
        [1, "整理需求", "李四", "2026/3/2", 46090, 0.5, "抓紧"], [2, "评审", "王五", "3月10日", "3.12", "完成", ""],
    ]  # fmt: skip
    found = read(xlsx(rows, merged=("A1:G1",)))
    first, second = found.lines
    assert found.errors == []
    assert (first.name, first.people, first.start, first.end) == (
        "整理需求", ("李四",), date(2026, 3, 2), date(2026, 3, 9),
    )  # fmt: skip
    assert (first.status.percent, second.status.kind) == (50, "done")
    assert (second.start, second.end) == (date(2026, 3, 10), date(2026, 3, 12))


def test_two_rows_of_headings_are_one() -> None:
    rows = [
        ["任务", "负责部门", "计划", "", "实际", "", "状态"],
        ["", "", "开始", "结束", "开始", "结束", ""],
        ["写方案", "市场部", "2026-01-05", "2026-01-09", "2026-01-05", "", "进行中"],
    ]
    found = read(xlsx(rows, merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2")))
    assert fields(found) == [
        "name", "department", "start", "end", "actual_start", "actual_end", "status",
    ]  # fmt: skip
    assert found.lines[0].end == date(2026, 1, 9)


def test_stages_side_by_side_become_a_task_each() -> None:
    rows = [
        ["模块", "设计", "", "开发", ""],
        ["", "开始", "结束", "开始", "结束"],
        ["登录", "2026-01-05", "2026-01-09", "2026-01-12", "2026-01-16"],
    ]
    found = read(xlsx(rows, merged=("A1:A2", "B1:C1", "D1:E1")))
    assert [(one.name, one.start.day) for one in found.lines if one.start] == [
        ("登录 · 设计", 5), ("登录 · 开发", 12),
    ]  # fmt: skip


def test_dated_blocks_one_below_the_other_with_plans_shared_by_several_people() -> None:
    head = ["姓名", "本次计划", "完成情况", "备注"]
    rows = [
        ["日期：2025年3月3日 周一"], head, ["甲", "写接口", "未完成（90%）", ""], ["乙", "联调", "推迟", ""],
        ["总结：还行"], [],
        ["日期: 2025/3/32 周三"], head, ["甲", "联调", "忽略", ""], [],
        ["时间：2025-03-07（周五）"], ["姓名", "本次计划", "完成", "备注"], ["甲", "上线", "完成", ""], ["乙",
        "", "", ""],
    ]  # fmt: skip
    found = read(xlsx(rows, merged=("A1:D1", "A5:D5", "A7:D7", "A11:D11", "B13:B14")))
    assert [(block.day, len(block.lines)) for block in found.blocks] == [
        (date(2025, 3, 3), 2), (None, 1), (date(2025, 3, 7), 1),
    ]  # fmt: skip
    assert [one.where for one in found.hints] == ["Sheet1!A7"]
    assert found.lines[-1].people == ("甲", "乙")
    assert (found.lines[1].status.held, found.lines[2].is_taken) == (True, False)


@pytest.mark.parametrize(
    "rows",
    [
        [["2026-01-05", "写方案", "张三"], ["2026-01-06", "评审方案", "李四"]],
        [["写方案", "张三", "已完成"], ["评审方案", "李四", "未完成（30%）"]],
        [["张三", "写方案", "1.5-1.9"], ["李四", "评审方案", "1.12-1.16"]],
    ],
)
def test_without_headings_the_cells_tell_what_they_are(rows: list[list[Any]]) -> None:
    found = read(xlsx(rows))
    assert [one.name for one in found.lines] == ["写方案", "评审方案"]
    assert [one.people for one in found.lines] == [("张三",), ("李四",)]


def test_people_as_columns_and_weeks_as_columns() -> None:
    people = [["", "张三", "李四"], ["7-18", "写", "画"], ["7-19", "", "改"]]
    found = read(xlsx(people))
    assert [(one.name, one.people, one.start) for one in found.lines] == [
        ("写", ("张三",), date(2026, 7, 18)), ("画", ("李四",), date(2026, 7, 18)), ("改",
        ("李四",), date(2026, 7, 19)),
    ]  # fmt: skip
    weeks = [["", "第1周", "第2周", "第3周"], ["张三\n李四", "登录", "", "测试"]]
    found = read(xlsx(weeks))
    assert [(one.name, one.people, one.group) for one in found.lines] == [
        ("登录", ("张三", "李四"), "第1周"), ("测试", ("张三", "李四"), "第3周"),
    ]  # fmt: skip


def test_a_matrix_of_letters_names_one_accountable() -> None:
    rows = [
        ["活动", "经理", "工程师", "客服"],
        ["定方案", "A", "R", "I"],
        ["上线", "A/R", "C", "I"],
    ]
    first, second = read(xlsx(rows)).lines
    assert (first.accountable, first.people, first.informed) == ("经理", ("工程师",), ("客服",))
    assert (second.accountable, second.people, second.consulted) == ("经理", ("经理",), ("工程师",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    rows = [["任务名称", "负责人", "截止日期"], ["写方案", "张三", "2026年1月9日"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    line = read(text, encoding).lines[0]
    assert (line.name, line.people, line.end) == ("写方案", ("张三",), date(2026, 1, 9))


def test_a_cell_that_cannot_be_read_is_named() -> None:
    rows = [
        ["任务", "开始时间", "结束时间"],
        ["甲", "2026-02-30", "2026-03-02"],
        ["乙", "2026-03-05", "2026-03-01"],
    ]
    found = read(xlsx(rows))
    assert [one.where for one in found.errors] == ["Sheet1!B2", "Sheet1!C3"]


def test_what_a_column_means_can_be_said() -> None:
    data = xlsx([["任务", "谁来", "哪天完"], ["写方案", "张三", "2026-01-09"]])
    block = read(data).blocks[0]
    chosen = {block.shape: {"1": "people", "2": "end"}}
    line = read_plan(data, Wanted(2026, chosen)).lines[0]
    assert (line.people, line.end) == (("张三",), date(2026, 1, 9))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"ERMHDR\t8.4", b"MPX;Microsoft Project", b"%PDF-1.7 x", b'{"a": 1}', b"<html><table></table></html>",
        b'<?xml version="1.0"?><project mrproject-version="2"/>', b"<?xml version='1.0'?><Other/>",
        b"BEGIN:VCALENDAR\nEND:VCALENDAR", "只是一句话".encode(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), b"PK\x03\x04word/document.xml",
        xlsx([]), xlsx([["任务名称", "负责人", "截止日期"]]), xlsx([["申请人", "张三", "日期", "2026-01-05"]]),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        require_something(read(data))
    assert len(str(refused.value.sentence)) > 5
