import hashlib
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
from tests.plans.workbooks import SHARED, TASKS, workbook
from tongzhou.collaborations.models import Collaboration
from tongzhou.config.commands.plans import plan
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.org.models import Department, Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.checker import blocking
from tongzhou.plans.models import PlanImport, Task
from tongzhou.plans.workbook.reading import read_workbook
from tongzhou.plans.workbook.writing import write_workbook

SignedIn = Callable[[Person], Client]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "三表.xlsx"
    target.write_bytes(workbook())
    return target


def test_a_workbook_becomes_a_collaboration_with_its_rows_and_their_progress(
    company: Company,
) -> None:
    data = workbook()
    case = imports.take_over(data, name="三表.xlsx", mapping={}, by=company.li)
    first, second = queries.table(case.pk)
    assert (case.state, case.wanted_date) == ("dividing", date(2023, 9, 30))
    assert (first.text("dates"), first.percent) == ("2023-07-01 ~ 2023-07-20", 100)
    assert (second.percent, second.risk) == (60, "开发人员紧张，可能延期")
    assert [one.name for one in first.supports] == ["客服部"]
    entry = Entry.objects.get(kind="plan.imported")
    assert entry.payload["digest"] == hashlib.sha256(data).hexdigest()
    assert verify_chain() == []


def test_a_job_title_is_a_seat_that_the_head_fills_marked_as_such(company: Company) -> None:
    case = imports.take_over(workbook(), name="x", mapping={}, by=company.li)
    seat = queries.table(case.pk)[1].responsible[0]
    assert (seat.name, seat.title, seat.stands_in) == ("王磊", "工程师", True)
    found = queries.findings(case)
    assert blocking(found) == []
    assert "stands_in" in {finding.key for finding in found}


def test_a_mapped_seat_is_the_person_who_was_chosen(company: Company) -> None:
    mapping = {"seats": {"产品部/工程师": str(company.wang_gong.pk)}}
    case = imports.take_over(workbook(), name="x", mapping=mapping, by=company.li)
    seat = queries.table(case.pk)[1].responsible[0]
    assert (seat.name, seat.title, seat.stands_in) == ("王强", "工程师", False)


def test_the_only_holder_of_exactly_that_title_is_the_person_meant(company: Company) -> None:
    """«市场部» and «经理» is whoever is called 市场部经理 there."""
    line = ["活动策划", "市场部", "经理", *TASKS[0][3:]]
    case = imports.take_over(
        workbook(tasks=[line], progress=[]), name="x", mapping={}, by=company.li
    )
    [seat] = queries.table(case.pk)[0].responsible
    assert (seat.name, seat.stands_in) == ("李敏", False)


def test_a_name_in_the_sheet_is_that_person(company: Company) -> None:
    line = [*TASKS[0][:2], "周婷、吴凡", *TASKS[0][3:]]
    data = workbook(tasks=[line], progress=[])
    case = imports.take_over(data, name="x", mapping={}, by=company.li)
    seats = queries.table(case.pk)[0].responsible
    assert sorted(seat.name for seat in seats) == ["吴凡", "周婷"]
    assert not any(seat.stands_in or seat.title for seat in seats)


@pytest.mark.check("T143")
@pytest.mark.parametrize(
    "data",
    [
        workbook(request={"协作部门": "火星部"}),
        workbook(tasks=[[*TASKS[0][:3], "7月20日-7月1日", *TASKS[0][4:]]], progress=[]),
        workbook(tasks=[], progress=[]),
        workbook(sheets=("任务分工表",)),
    ],
)
def test_one_error_and_nothing_is_written(company: Company, data: bytes) -> None:
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        imports.take_over(data, name="x", mapping={}, by=company.li)
    assert not Collaboration.objects.exists()
    assert not Task.objects.exists()
    assert Entry.objects.count() == entries


@pytest.mark.check("T144")
def test_columns_the_templates_do_not_have_set_nothing(company: Company) -> None:
    data = workbook(
        request={"状态": "archived", "编号": "协-1999-0001", "发起人": "陈远"},
        tasks=[[*TASKS[0], "已签字"]],
        progress=[],
    )
    case = imports.take_over(data, name="x", mapping={}, by=company.li)
    assert (case.state, case.created_by) == ("dividing", company.li)
    assert case.number.startswith("协-20")
    assert "1999" not in case.number


@pytest.mark.check("T144")
def test_only_people_of_the_initiating_department_take_a_workbook_over(company: Company) -> None:
    with pytest.raises(Refused):
        imports.take_over(workbook(), name="x", mapping={}, by=company.feng)
    assert not Collaboration.objects.exists()


@pytest.mark.check("T144")
def test_an_upload_is_seen_by_nobody_else(company: Company, signed_in: SignedIn) -> None:
    kept = imports.upload("三表.xlsx", workbook(), by=company.li)
    for name in ("import", "import-mappings", "import-confirmations", "import-discards"):
        browser = signed_in(company.lin)
        answer = browser.get if name == "import" else browser.post
        assert answer(reverse(name, args=[kept.pk])).status_code == 404
    with pytest.raises(Refused):
        imports.confirm(kept, by=company.lin)


def test_a_file_is_dropped_looked_at_mapped_and_taken_over(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    assert browser.get(reverse("new-import")).status_code == 200
    page = browser.post(
        reverse("imports"), {"file": _upload(workbook()), "once": uuid4().hex}, follow=True
    )
    text = page.content.decode()
    assert "用户需求收集" in text
    assert not Collaboration.objects.exists()
    kept = PlanImport.objects.get()
    assert f'value="{company.wang_gong.pk}" selected' in text
    sent = {"seat:产品部/工程师": str(company.wang_gong.pk), "once": uuid4().hex}
    done = browser.post(reverse("import-confirmations", args=[kept.pk]), sent)
    case = Collaboration.objects.get()
    assert done["Location"] == reverse("plan", args=[case.pk])
    assert queries.table(case.pk)[1].responsible[0].name == "王强"
    kept.refresh_from_db()
    assert (kept.state, kept.collaboration_id) == ("confirmed", case.pk)


def test_errors_are_shown_by_cell_and_unknown_departments_can_be_chosen(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    data = workbook(request={"协作部门": "研发部"})
    page = browser.post(reverse("imports"), {"file": _upload(data)}, follow=True)
    assert "跨部门协作需求表!B5" in page.content.decode()
    kept = PlanImport.objects.get()
    refused = browser.post(reverse("import-confirmations", args=[kept.pk]), {})
    assert refused.status_code == 422
    assert not Collaboration.objects.exists()
    sent = {"department:研发部": str(company.product.pk)}
    assert browser.post(reverse("import-confirmations", args=[kept.pk]), sent).status_code == 303
    assert Collaboration.objects.get().parties.filter(department=company.product).exists()


@pytest.mark.check("T005")
def test_a_mapping_takes_no_id_that_was_not_offered(company: Company, signed_in: SignedIn) -> None:
    kept = imports.upload("x", workbook(), by=company.li)
    sent = {"seat:产品部/工程师": str(company.feng.pk), "department:市场部": str(uuid4())}
    signed_in(company.li).post(reverse("import-mappings", args=[kept.pk]), sent)
    kept.refresh_from_db()
    assert kept.mapping == {"departments": {}, "seats": {}}


@pytest.mark.check("T050")
def test_a_workbook_confirmed_twice_is_one_collaboration(
    company: Company, signed_in: SignedIn
) -> None:
    kept = imports.upload("x", workbook(), by=company.li)
    browser = signed_in(company.li)
    for _click in range(2):
        sent = {"once": uuid4().hex}
        browser.post(reverse("import-confirmations", args=[kept.pk]), sent)
    assert Collaboration.objects.count() == 1
    with pytest.raises(NotPossibleNow):
        imports.discard(kept, by=company.li)


@pytest.mark.check("T145")
@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", b"PK\x03\x04damaged"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    company: Company, signed_in: SignedIn, data: bytes
) -> None:
    answer = signed_in(company.li).post(reverse("imports"), {"file": _upload(data)})
    assert answer.status_code == 422
    assert not PlanImport.objects.exists()


@pytest.mark.check("T140")
def test_a_plan_goes_out_and_comes_back_the_same(company: Company) -> None:
    case = imports.take_over(workbook(), name="x", mapping={}, by=company.li)
    out = write_workbook(case)
    assert read_workbook(out).errors == ()
    again = imports.take_over(out, name="y", mapping={}, by=company.li)
    kept = [
        "name", "department", "dates", "deliverable", "criteria", "supports", "responsible",
        "accountable", "buffer_days",
    ]  # fmt: skip
    for one, other in zip(queries.table(case.pk), queries.table(again.pk), strict=True):
        assert [one.text(key) for key in kept] == [other.text(key) for key in kept]
        assert (one.percent, one.risk) == (other.percent, other.risk)
    assert (again.goal, again.wanted_date, again.notes) == (case.goal, case.wanted_date, case.notes)


@pytest.mark.check("T139")
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "＝", "＋", "|", " ="])
def test_what_begins_like_a_formula_leaves_as_text(company: Company, first: str) -> None:
    case = imports.take_over(workbook(), name="x", mapping={}, by=company.li)
    Task.objects.filter(collaboration=case).update(deliverable=f"{first}cmd|' /C calc'!A0")
    out = write_workbook(case)
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(out)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_command_tells_what_came_in(company: Company, file: Path) -> None:
    told = CliRunner().invoke(plan, [str(file)])
    assert told.exit_code == 0, told.output
    assert "用户需求收集 | 销售部 | 赵刚 | 2023-07-01 ~ 2023-07-20 | 100%" in told.output
    case = Collaboration.objects.get()
    assert case.created_by == company.li
    assert case.number in told.output


def test_the_same_file_is_not_taken_over_twice_unawares(
    company: Company, file: Path, signed_in: SignedIn
) -> None:
    assert CliRunner().invoke(plan, [str(file)]).exit_code == 0
    number = Collaboration.objects.get().number

    second = CliRunner().invoke(plan, [str(file)])
    assert second.exit_code == 1
    assert number in second.output
    assert Collaboration.objects.count() == 1

    kept = imports.upload(file.name, file.read_bytes(), by=company.li)
    page = signed_in(company.li).get(f"/imports/{kept.pk}").content.decode()
    assert number in page

    assert CliRunner().invoke(plan, [str(file), "--again"]).exit_code == 0
    assert Collaboration.objects.count() == 2


def test_a_dry_run_writes_nothing(company: Company, file: Path) -> None:
    told = CliRunner().invoke(plan, [str(file), "--dry-run"])
    assert told.exit_code == 0, told.output
    assert not Collaboration.objects.exists()


@pytest.mark.django_db
def test_an_empty_installation_is_told_what_is_missing(file: Path) -> None:
    told = CliRunner().invoke(plan, [str(file)])
    assert told.exit_code == 1
    assert "跨部门协作需求表!B4" in told.output
    assert "tongzhou demo" in told.output
    assert not Collaboration.objects.exists()


@pytest.mark.django_db
def test_in_a_bare_installation_the_departments_can_be_made(file: Path) -> None:
    root = Department.objects.create(name="总公司", code="hq", path="/hq/")
    Person.objects.create(login="boss", name="老板", department=root)
    refused = CliRunner().invoke(plan, [str(file), "--create-departments"])
    assert refused.exit_code == 1
    assert not Department.objects.filter(name="客服部").exists()
    told = CliRunner().invoke(plan, [str(file), "--create-departments", "--by", "boss"])
    assert told.exit_code == 0, told.output
    rows = queries.table(Collaboration.objects.get().pk)
    assert [row.department.name for row in rows] == ["销售部", "产品部"]
    assert all(seat.stands_in for row in rows for seat in row.responsible)


@pytest.mark.skipif(not SHARED.exists(), reason="the guide's workbook is not on this machine")
def test_the_guides_workbook_yields_four_rows(company: Company) -> None:
    told = CliRunner().invoke(plan, [str(SHARED)])
    assert told.exit_code == 0, told.output
    rows = queries.table(Collaboration.objects.get().pk)
    assert [row.percent for row in rows] == [100, 60, 30, 100]
    assert {seat.title for row in rows for seat in row.responsible} == {
        "主管", "工程师", "专员", "组长",
    }  # fmt: skip


def _upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("三表.xlsx", data)
