"""Plans as offices really keep them, of kinds the reader was not written for: read, or refused with the way out."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.plans.sheets import xlsx
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.found import Found
from tongzhou.plans.exchange.reading import Wanted, read_plan, require_something

pytestmark = pytest.mark.check("T143")
TABBED = "任务名称\t负责人\t截止日期\n需求访谈\t周婷\t2026/7/20\n方案评审\t王强\t2026/7/25\n"
HEADS = ["任务", "负责人", "截止日期"]
TWO = [["需求访谈", "周婷", "2026-07-20"], ["方案评审", "王强", "2026-07-25"]]
OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
PAGE = "<html><meta charset='gb2312'><table><tr><th>任务</th></tr><tr><td>访谈</td></tr></table></html>"


def zipped(name: str, text: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as made:
        made.writestr(name, text)
    return target.getvalue()


def read(data: bytes) -> Found:
    found = read_plan(data, Wanted(2026))
    require_something(found)
    return found


LINES = ("需求访谈;周婷;2026-07-20", "方案评审;王强;2026-07-25")
SEMICOLONS = f'任务;负责人;截止日期;备注\n{LINES[0]};"一\n二"\n{LINES[1]};\n'
MARKDOWN = "\n".join(
    f"| {line.replace(';', ' | ')} |" for line in ("任务;负责人;截止日期", ":---;---;---:", *LINES)
)
LIST = (
    "任务标题,负责人,任务状态,截止时间\n需求访谈,周婷,未完成,2026年7月20日 18:00\n"
    "方案评审,王强,已完成,2026年7月25日\n"
)
TITLED = [
    ["2026年暑期活动推进计划表"],
    ["编制单位：市场部", None, "单位：万元"],
    ["工作内容", "责任人", "完成时限", "预算"],
    [*TWO[0], 3],
    [*TWO[1], 5],
    ["合计", None, None, 8],
    ["编制人：张三", None, "审核人：李四"],
]
TAIWAN = [
    ["工作項目", "承辦人", "起迄日期"],
    ["需求访谈", "周婷", "115/7/20~115/7/20"],
    ["方案评审", "王强", "115.7.25-115.7.25"],
]
TURNED = [list(row) for row in zip(["任务名称", *HEADS[1:]], *TWO, strict=True)]
READ: dict[str, bytes] = {
    "unicode text of a spreadsheet": TABBED.encode("utf-16"),
    "the same from another machine": b"\xfe\xff" + TABBED.encode("utf-16-be"),
    "semicolons and line breaks": SEMICOLONS.encode("gbk"),
    "a table in Markdown": f"# 计划\n\n{MARKDOWN}\n".encode(),
    "an export of a task list": LIST.encode("utf-8-sig"),
    "title, unit and signatures": xlsx(TITLED),
    "days as text of numbers": xlsx([HEADS, [*TWO[0][:2], "46223"], [*TWO[1][:2], "46228.0"]]),
    "turned": xlsx(TURNED),
    "two tables beside each other": xlsx([[*HEADS, None, *HEADS], [*TWO[0], None, *TWO[1]]]),
    "in Taiwan": xlsx(TAIWAN),
    "a point in time": xlsx([["工作事项", "责任人", "时间节点"], *TWO]),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "a web page": (PAGE.encode("gb2312"), ".xlsx"),
    "old XML of spreadsheets": (OLD_XML, ".xlsx"),
    "open document": (zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ""),
    "a letter": (zipped("word/document.xml", "<w/>"), ""),
    "JSON": (b'[{"task": "a"}]', "JSON"),
    "a project in its own format": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000, ""),
    "a picture": (bytes.fromhex("89504e470d0a1a0a") + b"\0" * 50, ""),
    "words without a table": ("需求访谈  周婷  7月20日\n方案评审  王强  7月25日\n".encode(), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_file_of_a_kind_never_seen_is_read_as_people_would(name: str) -> None:
    lines = read(READ[name]).lines
    facts: list[Any] = [(line.name, line.people, str(line.end)) for line in lines]
    assert facts == [("需求访谈", ("周婷",), "2026-07-20"), ("方案评审", ("王强",), "2026-07-25")]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_way_out(name: str) -> None:
    data, way_out = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        read(data)
    assert len(str(refused.value.sentence)) > 10
    assert way_out in str(refused.value.sentence)


def test_signs_and_fractions_say_how_far_a_task_is() -> None:
    said = ["✅", "⏳", "3/5", "√", "8／8"]
    found = read(
        xlsx(
            [
                ["任务", "负责人", "状态"],
                *[[f"第{n}项工作", "周婷", one] for n, one in enumerate(said)],
            ]
        )
    )
    assert [(line.status.kind, line.status.percent) for line in found.lines] == [
        ("done", 100), ("some", 0), ("some", 60), ("done", 100), ("done", 100),
    ]  # fmt: skip
