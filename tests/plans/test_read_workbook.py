import time
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from tests.plans.workbooks import PROGRESS, SHARED, TASKS, changed, workbook
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.workbook.reading import read_workbook


def places(data: bytes) -> list[str]:
    return [error.where for error in read_workbook(data).errors]


def test_the_three_sheets_are_read_as_people_fill_them() -> None:
    contents = read_workbook(workbook())
    assert contents.errors == ()
    assert contents.request.partners == ("产品部", "销售部", "客服部")
    assert contents.request.wanted_date == date(2023, 9, 30)
    assert contents.request.people_needed == "产品部需安排2名开发工程师"
    assert contents.request.data_needed == "销售部需提供100条用户需求反馈"
    first, second = contents.tasks
    assert (first.start, first.end) == (date(2023, 7, 1), date(2023, 7, 20))
    assert first.supports == ("客服部",)
    assert second.supports == ()
    assert [(line.name, line.percent, line.risk) for line in contents.progress] == [
        ("用户需求收集", 100, ""),
        ("需求评审与开发", 60, "开发人员紧张，可能延期"),
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="the guide's workbook is not on this machine")
def test_the_guides_own_workbook_is_read_without_a_complaint() -> None:
    contents = read_workbook(SHARED.read_bytes())
    assert contents.errors == ()
    assert [task.name for task in contents.tasks] == [
        "用户需求收集", "需求评审与开发", "推广活动策划", "数据分析支持",
    ]  # fmt: skip
    assert [line.percent for line in contents.progress] == [100, 60, 30, 100]
    assert contents.tasks[1].end == date(2023, 8, 25)


@pytest.mark.check("T143")
@pytest.mark.parametrize(
    "written",
    ["7月1日-7月20日", "７月１日－７月２０日", "2023年7月1日至2023年7月20日", "2023-07-01 ~ 2023-07-20",
     "7.1-7.20", "7月1日—20日"],
)  # fmt: skip
def test_dates_are_read_in_the_ways_people_write_them(written: str) -> None:
    line = [*TASKS[0][:3], written, *TASKS[0][4:]]
    task = read_workbook(workbook(tasks=[line], progress=[])).tasks[0]
    assert (task.start, task.end) == (date(2023, 7, 1), date(2023, 7, 20))


@pytest.mark.parametrize(
    ("written", "days"),
    [("7月上旬", ("2023-07-01", "2023-07-10")), ("7月上旬至8月底", ("2023-07-01", "2023-08-31")),
     ("Q3", ("2023-07-01", "2023-09-30"))],
)  # fmt: skip
def test_a_stretch_of_time_is_read_as_its_days_and_said_to_be_a_guess(
    written: str, days: tuple[str, str]
) -> None:
    line = [*TASKS[0][:3], written, *TASKS[0][4:]]
    contents = read_workbook(
        workbook(tasks=[line], progress=[], request={"期望完成时间": "2023年9月底"})
    )
    task = contents.tasks[0]
    assert contents.errors == ()
    assert contents.request.wanted_date == date(2023, 9, 30)
    assert (str(task.start), str(task.end)) == days
    assert [hint.where for hint in contents.hints] == ["跨部门协作需求表!B8", "任务分工表!D3"]
    assert " – ".join(days) in str(contents.hints[1].sentence)


def test_a_stretch_of_time_without_month_or_year_is_asked_back() -> None:
    line = [*TASKS[0][:3], "月底", *TASKS[0][4:]]
    assert places(workbook(tasks=[line], progress=[])) == ["任务分工表!D3"]
    asked = workbook(tasks=[], progress=[], request={"期望完成时间": "9月底"})
    assert places(asked) == ["跨部门协作需求表!B8"]


@pytest.mark.check("T143")
def test_cells_that_hold_real_dates_and_numbers_are_read() -> None:
    line = ["需求评审与开发", "进行中", 0.6, "无", datetime(2023, 8, 10), "工程师"]  # noqa: DTZ001
    contents = read_workbook(workbook(progress=[line], request={"期望完成时间": 45199}))
    assert contents.request.wanted_date == date(2023, 9, 30)
    assert contents.progress[0].percent == 60
    assert contents.progress[0].updated == date(2023, 8, 10)


@pytest.mark.check("T143")
@pytest.mark.parametrize(
    ("column", "written", "where"),
    [
        (0, "", "任务分工表!A3"),
        (0, "名" * 201, "任务分工表!A3"),
        (1, "", "任务分工表!B3"),
        (3, "2023年2月30日-3月1日", "任务分工表!D3"),
        (3, "7月20日-7月1日", "任务分工表!D3"),
        (3, "下个月", "任务分工表!D3"),
        (4, "字" * 100_000, "任务分工表!E3"),
        (6, "字" * 401, "任务分工表!G3"),
    ],
)
def test_a_wrong_cell_of_the_division_table_is_named(column: int, written: str, where: str) -> None:
    line = list(TASKS[0])
    line[column] = written[:32_000]
    assert where in places(workbook(tasks=[line], progress=[]))


@pytest.mark.parametrize(
    ("column", "written", "where"),
    [
        (0, "没有这个任务", "进度跟踪表!A3"),
        (1, "快好了", "进度跟踪表!B3"),
        (2, "101%", "进度跟踪表!C3"),
        (2, "-1", "进度跟踪表!C3"),
        (2, "六成", "进度跟踪表!C3"),
        (2, "60%", "进度跟踪表!C3"),
        (4, "2月30日", "进度跟踪表!E3"),
    ],
)
def test_a_wrong_cell_of_the_progress_is_named(column: int, written: str, where: str) -> None:
    line = list(PROGRESS[0])
    line[column] = written
    assert places(workbook(progress=[line])) == [where]


@pytest.mark.parametrize(
    ("field", "written", "where"),
    [
        ("需求名称", "", "跨部门协作需求表!B3"),
        ("发起部门", "", "跨部门协作需求表!B4"),
        ("期望完成时间", "2023年2月30日", "跨部门协作需求表!B8"),
        ("期望完成时间", "9月30日", "跨部门协作需求表!B8"),
    ],
)
def test_a_wrong_cell_of_the_request_is_named(field: str, written: str, where: str) -> None:
    assert where in places(workbook(request={field: written}))


def test_two_rows_of_one_name_are_named() -> None:
    assert "任务分工表!A4" in places(workbook(tasks=[TASKS[0], TASKS[0]], progress=[]))


def test_missing_sheets_are_named() -> None:
    assert places(workbook(sheets=("任务分工表",))) == ["跨部门协作需求表", "进度跟踪表"]


def test_a_missing_column_is_named() -> None:
    contents = read_workbook(workbook(tasks=[], progress=[]))
    assert contents.errors == ()
    empty = workbook(sheets=("跨部门协作需求表", "任务分工表", "进度跟踪表"))
    with zipfile.ZipFile(BytesIO(empty)) as book:
        texts = book.read("xl/sharedStrings.xml").replace("验收标准".encode(), "别的".encode())
    broken = read_workbook(changed(empty, "xl/sharedStrings.xml", texts))
    assert [error.where for error in broken.errors][0] == "任务分工表!A2"
    assert broken.ignored == ("别的",)


@pytest.mark.check("T145")
@pytest.mark.parametrize(
    "data",
    [b"", b"not a workbook", b"PK\x03\x04" + b"\0" * 100, b"\xd0\xcf\x11\xe0" + b"\0" * 600],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_workbook(data)


@pytest.mark.check("T145")
def test_a_damaged_workbook_is_refused() -> None:
    data = bytearray(workbook())
    with pytest.raises(Invalid):
        read_workbook(bytes(data[: len(data) // 2]))
    data[200:260] = b"\xff" * 60
    with pytest.raises(Invalid):
        read_workbook(bytes(data))


@pytest.mark.check("T141")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/media/zeros.bin", b"\0" * 30_000_000),
        ("xl/worksheets/sheet9.xml", b"<c/>" * 400_001),
        ("xl/worksheets/sheet9.xml", b'<row><c r="XFD1048576" t="n"><v>1</v></c></row>'),
        ("xl/nested.zip", b"PK\x03\x04"),
        ("xl/worksheets/sheet9.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
    ],
)
def test_a_bomb_is_refused_before_anything_reads_it(name: str, content: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(Invalid):
        read_workbook(changed(workbook(), name, content))
    assert time.perf_counter() - began < 20


@pytest.mark.check("T141")
def test_too_many_members_are_refused() -> None:
    target = BytesIO(workbook())
    with zipfile.ZipFile(target, "a") as book:
        for number in range(1001):
            book.writestr(f"xl/worksheets/s{number}.xml", b"")
    with pytest.raises(Invalid):
        read_workbook(target.getvalue())


@pytest.mark.check("T141")
def test_a_member_larger_than_its_directory_says_is_refused() -> None:
    data = changed(workbook(), "xl/theme/theme1.xml", b"<a/>" * 5000)
    lying = data.replace((20_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(Invalid):
        read_workbook(lying)


@pytest.mark.check("T142")
def test_a_false_dimension_hides_no_rows() -> None:
    data = workbook()
    with zipfile.ZipFile(BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml")
    start = sheet.index(b'<dimension ref="')
    end = sheet.index(b"/>", start)
    for false in (b'<dimension ref="A1"', b'<dimension ref="A1:XFD1048576"'):
        lying = changed(data, "xl/worksheets/sheet2.xml", sheet[:start] + false + sheet[end:])
        assert len(read_workbook(lying).tasks) == 2


@pytest.mark.check("T143")
def test_a_thousand_rows_are_read_quickly() -> None:
    tasks = [[f"任务 {number}", *TASKS[0][1:]] for number in range(1000)]
    data = workbook(tasks=tasks, progress=[])
    began = time.perf_counter()
    assert len(read_workbook(data).tasks) == 1000
    assert time.perf_counter() - began < 10


def test_more_rows_than_a_table_holds_are_refused() -> None:
    tasks = [[f"任务 {number}", "销售部"] for number in range(10_001)]
    assert "任务分工表!A10003" in places(workbook(tasks=tasks, progress=[]))
