"""What leaves the house comes back the same, is seen by who may see it, and commands nothing."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.plans.sheets import xlsx
from tests.plans.test_import_foreign import MESSY, REQUEST
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.exchange.reading import Wanted, read_plan
from tongzhou.plans.models import Dependency, Task
from tongzhou.plans.workbook.reading import read_workbook
from tongzhou.plans.workbook.writing import write_workbook

SignedIn = Callable[[Person], Client]
EVIL = ("=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "|", " =", "\r=")
COLUMNS = (
    "name", "department", "dates", "deliverable", "criteria", "supports", "responsible", "accountable",
    "buffer_days", "waits_for", "effort_days",
)  # fmt: skip


@pytest.fixture
def case(company: Company) -> Collaboration:
    return imports.take_over(xlsx(MESSY), name="x", mapping={"request": REQUEST}, by=company.li)


@pytest.mark.check("T140")
def test_links_and_rows_of_one_name_survive_the_round(
    company: Company, case: Collaboration
) -> None:
    Task.objects.filter(collaboration=case).update(name="同名", effort_days="2.5")
    again = imports.take_over(write_workbook(case), name="y", mapping={}, by=company.li)
    for one, other in zip(queries.table(case.pk), queries.table(again.pk), strict=True):
        assert [one.text(key) for key in COLUMNS] == [other.text(key) for key in COLUMNS]
        assert (one.percent, one.risk) == (other.percent, other.risk)


@pytest.mark.check("T140")
@pytest.mark.parametrize("query", ["", "?encoding=gbk"])
def test_csv_goes_out_and_comes_back(
    company: Company, case: Collaboration, signed_in: SignedIn, query: str
) -> None:
    address = reverse("plan-csv", args=[case.pk])
    data = signed_in(company.li).get(address + query).content
    again = imports.take_over(data, name="y", mapping={"request": REQUEST}, by=company.li)
    for one, other in zip(queries.table(case.pk), queries.table(again.pk), strict=True):
        assert [one.text(key) for key in COLUMNS] == [other.text(key) for key in COLUMNS]
        assert (one.percent, one.risk) == (other.percent, other.risk)


@pytest.mark.check("T140")
def test_project_xml_keeps_links_lags_people_and_the_calendar(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    second, third = case.tasks.order_by("number")[1:]
    Dependency.objects.filter(task=third).update(kind="SS", lag_days=-3)
    data = signed_in(company.li).get(reverse("plan-project", args=[case.pk])).content
    found = read_plan(data, Wanted(2023))
    assert (found.facts["tasks"], found.facts["links"], found.facts["calendars"]) == (3, 2, 1)
    assert [line.waits for line in found.lines] == [(), (("1", "FS", 0),), (("2", "SS", -3),)]
    assert [line.status.percent for line in found.lines] == [100, 90, 0]
    assert (found.lines[1].start, found.lines[1].end) == (second.start, second.end)
    names = {one.tag.split("}")[1] for one in ET.fromstring(data).iter()}
    assert {"Exception", "WorkingTime", "Assignment"} <= names


@pytest.mark.parametrize("name", ["plan-workbook", "plan-csv", "plan-project"])
def test_what_one_may_not_see_is_not_exported(
    company: Company, case: Collaboration, signed_in: SignedIn, name: str
) -> None:
    assert signed_in(company.feng).get(reverse(name, args=[case.pk])).status_code == 404


@pytest.mark.check("T139")
def test_no_cell_of_an_export_is_a_formula_or_a_link(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    for first, task in zip(EVIL * 3, case.tasks.all(), strict=False):
        Task.objects.filter(pk=task.pk).update(
            name=f"{first}cmd|' /C calc'!A0", deliverable="http://example.com/=1", risk="=1+1"
        )
    with zipfile.ZipFile(BytesIO(write_workbook(case))) as book:
        sheets = b"".join(book.read(one) for one in book.namelist() if "worksheets/" in one)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    text = (
        signed_in(company.li).get(reverse("plan-csv", args=[case.pk])).content.decode("utf-8-sig")
    )
    assert all(f",{sign}" not in text and f"\n{sign}" not in text for sign in ("=", "+", "@", "＝"))


@pytest.mark.check("T139")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_finds_text_where_text_was_typed(
    company: Company, case: Collaboration, tmp_path: Path
) -> None:
    rows = [["任务", "交付成果"], *([f"任务 {n}", f"{sign}1+1"] for n, sign in enumerate(EVIL))]
    kept = imports.upload("x.xlsx", xlsx(rows), by=company.li, into=case)
    imports.confirm(kept, by=company.li)
    (tmp_path / "plan.xlsx").write_bytes(write_workbook(case))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fods",
         "--outdir", str(tmp_path), str(tmp_path / "plan.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = (tmp_path / "plan.fods").read_text()
    assert "table:formula" not in opened
    assert "<text:a " not in opened
    assert opened.count("1+1") >= len(EVIL)


def test_the_workbook_is_laid_out_for_an_office(case: Collaboration) -> None:
    data = write_workbook(case)
    assert read_workbook(data).errors == ()
    with zipfile.ZipFile(BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    for wanted in (
        'state="frozen"',
        "<autoFilter",
        'orientation="landscape"',
        "fitToPage",
        "<dataValidation ",
    ):
        assert wanted in sheet, wanted
    assert "_xlnm.Print_Titles" in names
    assert 'state="hidden"' in names
