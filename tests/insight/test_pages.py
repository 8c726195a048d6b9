"""Insight counts what the reader may see, shows it, opens its rows and gives it out as files."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.company import Company
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Department, Person
from tongzhou.past.actions import take_over
from tongzhou.past.reading import read_bundle

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
SMALL = Path(__file__).parents[1] / "past/small.json"
PAGES = ("/insight", "/insight/answers", "/insight/plans", "/insight/rows")


def collaboration(company: Company, *partners: Department, visibility: str = "parties") -> None:
    number = Collaboration.objects.count() + 1
    made = Collaboration.objects.create(
        number=f"协-2023-{number:04}", name="=1+1", department=company.marketing,
        person_in_charge=company.li, created_by=company.li, created_at=clock.now(),
        state_since=clock.now(), changed_at=clock.now(), state="asking", visibility=visibility,
    )  # fmt: skip
    for place, department in enumerate((company.marketing, *partners)):
        made.parties.create(department=department, is_initiator=not place)


def pairs(browser: Client, **asked: str) -> list[tuple[str, str, int]]:
    words = {"table": "asked", "as": "json"} | asked
    rows = browser.get("/insight/tables", words).json()["rows"]
    return [(asker["key"], asks["key"], times) for asker, asks, times in rows]


@pytest.mark.check("T012")
def test_everybody_counts_what_they_may_see(company: Company, signed_in: SignedIn) -> None:
    collaboration(company, company.product)
    collaboration(company, company.product, company.sales, visibility="company")
    collaboration(company, company.sales, visibility="confidential")
    both = [("marketing", "product", 2), ("marketing", "sales", 1)]
    assert pairs(signed_in(company.wang)) == both
    assert pairs(signed_in(company.feng)) == [
        ("marketing", "product", 1),
        ("marketing", "sales", 1),
    ]
    assert pairs(signed_in(company.auditor)) == [
        ("marketing", "product", 2),
        ("marketing", "sales", 2),
    ]


@pytest.mark.check("T012")
def test_the_rows_behind_a_figure_are_as_many_as_it_says(
    company: Company, signed_in: SignedIn
) -> None:
    collaboration(company, company.product)
    collaboration(company, company.product, company.sales, visibility="confidential")
    take_over(read_bundle(SMALL.read_bytes()), by=None)
    browser = signed_in(company.liu)
    page = browser.get("/insight/rows", {
        "initiator": company.marketing.pk, "partner": company.product.pk
    }).content.decode()  # fmt: skip
    assert page.count("协-2023-0001") == 1
    assert "协-2023-0002" not in page
    logistics = Department.objects.get(code="logistics")
    page = browser.get(
        "/insight/rows", {"partner": logistics.pk, "source": "old-house"}
    ).content.decode()
    assert "双十一物流" in page
    assert "个人提出的需求" in page


def test_a_day_and_a_source_narrow_what_is_counted(company: Company, signed_in: SignedIn) -> None:
    collaboration(company, company.product)
    take_over(read_bundle(SMALL.read_bytes()), by=None)
    browser = signed_in(company.li)
    past = [("marketing", "logistics", 1), ("marketing", "press", 1)]
    assert sorted(pairs(browser)) == [*past, ("marketing", "product", 1)]
    assert pairs(browser, source="here") == [("marketing", "product", 1)]
    assert sorted(pairs(browser, source="old-house")) == past
    assert pairs(browser, on="2022-08-31") == []
    assert sorted(pairs(browser, on="nonsense", source="nowhere")) == sorted(pairs(browser))


@pytest.mark.check("T139")
def test_every_table_is_a_file_whose_text_stays_text(company: Company, signed_in: SignedIn) -> None:
    cases = json.loads(SMALL.read_text())
    cases["collaborations"][2]["title"] = "=cmd|' /C calc'!A0"
    take_over(read_bundle(json.dumps(cases).encode()), by=None)
    browser = signed_in(company.li)
    said = browser.get("/insight/tables", {"table": "unapproved", "as": "csv"})
    text = StringIO(said.content.decode("utf-8-sig"))
    assert [row[0][0] for row in list(csv.reader(text))[1:]] == ["'"]
    book = browser.get("/insight/tables", {"table": "unapproved", "as": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["=cmd|' /C calc'!A0 (A-3)"]
    assert browser.get("/insight/tables", {"table": "nothing"}).status_code == 404
    assert browser.get("/insight/tables", {"table": "pairs", "as": "exe"}).status_code == 404


def test_programs_read_the_same_rows_as_people(company: Company, signed_in: SignedIn) -> None:
    take_over(read_bundle(SMALL.read_bytes()), by=None)
    token = create_token(company.li, by=company.li, name="BI")
    call = {"headers": {"Authorization": f"Bearer {token}"}}
    page = signed_in(company.li).get("/insight/tables", {"table": "balance", "source": "old-house"})
    told = Client().get("/api/v1/figures", {"table": "balance", "source": "old-house"}, **call)
    assert told.json() == page.json()
    assert Client().get("/api/v1/figures", {"table": "balance"}).status_code == 401
    assert Client().get("/api/v1/figures", {"table": "secrets"}, **call).status_code == 422


@pytest.mark.check("T179")
def test_pages_ask_the_same_however_much_there_is(company: Company, signed_in: SignedIn) -> None:
    browser = signed_in(company.li)
    before = {page: questions(browser, page) for page in PAGES}
    for _n in range(6):
        collaboration(company, company.product, company.sales)
    take_over(read_bundle(SMALL.read_bytes()), by=None)
    after = {page: questions(browser, page) for page in PAGES}
    assert all(after[page] <= before[page] + 1 for page in PAGES), (before, after)
    assert max(after.values()) <= 20


def test_how_far_plans_slipped_is_counted_in_periods(company: Company, signed_in: SignedIn) -> None:
    take_over(read_bundle(SMALL.read_bytes()), by=None)
    rows = signed_in(company.li).get("/insight/tables", {"table": "slips"}).json()["rows"]
    assert [row[2:] for row in rows] == [["2022Q4", "2023Q2", 2, 1]]
    kept = signed_in(company.li).get("/insight/tables", {"table": "kept"}).json()["rows"]
    assert [row[1:] for row in kept] == [[0, 1, 0]]


def questions(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)
