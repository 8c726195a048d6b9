"""A plan of another shape becomes rows: looked at, explained, taken over whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.plans.sheets import xlsx
from tongzhou.collaborations.models import Collaboration
from tongzhou.config.commands.plans import plan
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.models import HeadingMemory, PlanImport, Task
from tongzhou.plans.queries.understanding import understand

SignedIn = Callable[[Person], Client]
MESSY = [
    ["暑期活动工作计划"], [],
    ["序号", "工作内容", "责任人", "起止时间", "完成情况", "前置", "备注"],
    [1, "收集需求", "周婷、吴凡", "2023.7.3-7.14", "完成", "", ""],
    [2, "做页面", "工程师", "7.17-7.28", "未完成（90%）", "1", "等素材"],
    [3, "发稿", "黄蕾", "2023/8/1", "推迟", "2FS+2", ""],
    [4, "搭展台", "", "", "忽略", "", ""],
]  # fmt: skip
REQUEST = {"name": "暑期活动", "department": "市场部", "year": "2023"}
WAYS_ROUND = [["任务", "前置任务"], ["甲", "丙"], ["乙", "甲"], ["丙", "乙"]]


def test_a_messy_list_becomes_rows_in_the_departments_of_its_people(company: Company) -> None:
    case = imports.take_over(xlsx(MESSY), name="x", mapping={"request": REQUEST}, by=company.li)
    first, second, third = queries.table(case.pk)
    assert (case.name, case.state) == ("暑期活动", "dividing")
    assert [row.department.name for row in (first, second, third)] == ["销售部", "市场部", "客服部"]
    assert sorted(seat.name for seat in first.responsible) == ["吴凡", "周婷"]
    assert (second.text("dates"), second.percent) == ("2023-07-17 ~ 2023-07-28", 90)
    assert (third.start, third.risk) == (date(2023, 8, 1), "推迟")
    assert [row.text("waits_for") for row in (second, third)] == ["1", "2FS+2"]
    assert second.responsible[0].stands_in
    entry = Entry.objects.get(kind="plan.imported")
    assert len(entry.payload["departments"]) == 3
    assert verify_chain() == []


def test_rows_are_added_to_a_table_that_stands(company: Company) -> None:
    case = imports.take_over(xlsx(MESSY), name="x", mapping={"request": REQUEST}, by=company.li)
    more = xlsx([["任务", "负责部门", "截止日期"], ["写总结", "客服部", "2023-09-01"]])
    kept = imports.upload("more.xlsx", more, by=company.li, into=case)
    assert imports.confirm(kept, by=company.li) == case
    assert [row.number for row in queries.table(case.pk)] == [1, 2, 3, 4]
    again = imports.upload("more.xlsx", more, by=company.li, into=case)
    imports.map_import(again, {**again.mapping, "into": {"mode": "add"}}, by=company.li)
    imports.confirm(again, by=company.li)
    assert len(queries.table(case.pk)) == 5


def test_only_who_leads_the_table_adds_a_file_and_only_while_it_is_open(company: Company) -> None:
    case = imports.take_over(xlsx(MESSY), name="x", mapping={"request": REQUEST}, by=company.li)
    more = xlsx([["任务", "截止日期"], ["写总结", "2023-09-01"]])
    with pytest.raises(Refused):
        imports.upload("x", more, by=company.zhao, into=case)
    kept = imports.upload("x", more, by=company.li, into=case)
    Collaboration.objects.filter(pk=case.pk).update(state="signing")
    with pytest.raises(NotPossibleNow):
        imports.confirm(kept, by=company.li)


@pytest.mark.check("T143")
def test_a_circle_is_told_with_its_path_and_nothing_is_written(company: Company) -> None:
    with pytest.raises(Invalid) as refused:
        imports.take_over(xlsx(WAYS_ROUND), name="x", mapping={"request": REQUEST}, by=company.li)
    assert "甲 → 丙 → 乙 → 甲" in str(list(refused.value.errors.values())[0])
    assert not Task.objects.exists()


def test_columns_that_were_explained_once_are_known_the_next_time(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    data = xlsx([["任务", "谁来", "哪天完"], ["写方案", "周婷", "2023-08-09"]])
    kept = _dropped(browser, data)
    page = browser.get(reverse("import", args=[kept.pk])).content.decode()
    assert 'name="column:0:1"' in page
    sent = {"column:0:0": "name", "column:0:1": "people", "column:0:2": "end", **_lead(company)}
    browser.post(reverse("import-mappings", args=[kept.pk]), sent)
    assert HeadingMemory.objects.filter(by=company.li).count() == 1
    assert browser.post(reverse("import-confirmations", args=[kept.pk]), sent).status_code == 303
    row = queries.table(Collaboration.objects.get().pk)[0]
    assert (row.end, row.responsible[0].name) == (date(2023, 8, 9), "周婷")
    again = imports.upload("y.xlsx", data, by=company.li)
    read = understand(data, again.mapping).contents.tasks[0]
    assert (read.responsible, read.end) == (("周婷",), date(2023, 8, 9))
    other = imports.upload("y.xlsx", data, by=company.lin)
    assert other.mapping["columns"] == {}


def test_errors_stand_at_their_cells_and_all_other_departments_may_be_one(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    rows = [
        ["任务", "部门", "开始", "结束"],
        ["甲", "火星部", "2023-02-30", ""],
        ["乙", "金星部", "", ""],
    ]
    kept = _dropped(browser, xlsx(rows))
    page = browser.get(reverse("import", args=[kept.pk])).content.decode()
    for place in ("Sheet1!B2", "Sheet1!C2", "Sheet1!B3"):
        assert place in page
    address = reverse("import-confirmations", args=[kept.pk])
    assert browser.post(address, _lead(company)).status_code == 422
    assert not Collaboration.objects.exists()
    rows[1][2] = "2023-02-28"
    kept = _dropped(browser, xlsx(rows))
    sent = {**_lead(company), "others": str(company.service.pk)}
    address = reverse("import-confirmations", args=[kept.pk])
    assert browser.post(address, sent).status_code == 303
    found = queries.table(Collaboration.objects.get().pk)
    assert {row.department.name for row in found} == {"客服部"}


def test_a_long_file_tells_how_far_it_is_and_ends_at_the_table(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    rows = [["任务", "负责人", "完成率"], *([f"任务 {n}", "周婷", 0.5] for n in range(1100))]
    kept = _dropped(browser, xlsx(rows))
    answer = browser.post(reverse("import-confirmations", args=[kept.pk]), _lead(company))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    case = Collaboration.objects.get()
    assert text.count("<progress") == 3
    assert reverse("plan", args=[case.pk]) in text
    assert case.tasks.count() == 1100
    assert verify_chain() == []


def test_a_calendar_and_a_project_come_in(company: Company) -> None:
    ics = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:交材料\nDUE;VALUE=DATE:20230901\nEND:VTODO\nEND:VCALENDAR"
    case = imports.take_over(ics.encode(), name="x", mapping={"request": REQUEST}, by=company.li)
    assert [(row.name, row.end) for row in queries.table(case.pk)] == [("交材料", date(2023, 9, 1))]


def _dropped(browser: Client, data: bytes) -> PlanImport:
    sent = {"file": SimpleUploadedFile("计划.xlsx", data), "once": uuid4().hex}
    answer = browser.post(reverse("imports"), sent)
    return PlanImport.objects.get(pk=answer["Location"].rsplit("/", 1)[-1])


def _lead(company: Company) -> dict[str, str]:
    return {"name": "暑期活动", "lead": str(company.marketing.pk), "year": "2023"}


def test_the_command_takes_any_plan_and_adds_to_a_table(company: Company, tmp_path: Path) -> None:
    file = tmp_path / "暑期活动.xlsx"
    file.write_bytes(xlsx(MESSY))
    said = ["--department", "市场部", "--by", "li", "--year", "2023"]
    told = CliRunner().invoke(plan, [str(file), *said])
    assert told.exit_code == 0, told.output
    case = Collaboration.objects.get(name="暑期活动")
    more = tmp_path / "more.csv"
    more.write_bytes("任务,负责人\n写总结,周婷\n".encode("gbk"))
    told = CliRunner().invoke(plan, [str(more), "--into", case.number, "--by", "li"])
    assert told.exit_code == 0, told.output
    assert [row.name for row in queries.table(case.pk)][-1] == "写总结"
    more.write_bytes(b"ERMHDR")
    told = CliRunner().invoke(plan, [str(more), "--by", "li"])
    assert (told.exit_code, "Primavera" in told.output) == (1, True)
