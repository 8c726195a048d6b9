from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from types import ModuleType
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.collaborations import asking
from tests.collaborations.asking import drafted, drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration, Named
from tongzhou.core import clock as clock_module
from tongzhou.knowledge import actions
from tongzhou.knowledge.filters import Chip, Wanted
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.queries import Found, address, find, matching
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


def titles(person: Person, text: str, kind: str = "") -> list[str]:
    page = find(person, text, Wanted.read({"kind": kind})).page
    return ["".join(part.text for part in hit.title) for hit in page.object_list]


def written(company: Company, name: str, **changes: object) -> Collaboration:
    given = cases.Contents(name=name, person_in_charge=company.li, **changes)  # type: ignore[arg-type]
    case = cases.draft(company.marketing, given, by=company.li)
    actions.reindex_cases([case.pk])
    return case


def everything(company: Company) -> None:
    """Every visibility in every state of sending, by different sides, each with one ask."""
    sides = [
        (company.marketing, company.li, (company.product, company.sales)),
        (company.finance, company.qian, (company.service,)),
    ]
    for department, person, partners in sides:
        for visibility in Collaboration.Visibility.values:
            for is_sent in (False, True):
                given = cases.Contents(
                    name=f"暗流 {department.name} {visibility} {is_sent}", goal="+15%",
                    person_in_charge=person, partners=partners, wanted_date=date(2023, 9, 29),
                    visibility=visibility, members=(company.gao,) if is_sent else (),
                )  # fmt: skip
                case = cases.draft(department, given, by=person)
                if department == company.marketing:
                    drafted(company, case, what=f"暗流请求 {visibility} {is_sent}")
                if is_sent:
                    asking.send(case, by=person)
    actions.reindex_all()


@pytest.mark.check("T012")
@pytest.mark.check("T013")
def test_everybody_finds_exactly_what_opens_for_them(company: Company, signed_in: SignedIn) -> None:
    everything(company)
    documents = list(
        matching(company.auditor, "暗流").values_list("kind", "subject", "collaboration")
    )
    assert len(documents) == 18
    people = [
        company.li, company.gao, company.wang_gong, company.liu, company.qian, company.chen_zong,
        company.huang, company.administrator, company.auditor,
    ]  # fmt: skip

    for person in people:
        browser = signed_in(person)
        opened = {
            subject
            for kind, subject, case in documents
            if browser.get(address(kind, subject, case)).status_code == 200
        }
        found = find(person, "暗流")
        assert subjects(person, "暗流") == opened, person.login
        assert found.total == len(opened), person.login


def subjects(person: Person, text: str) -> set[UUID]:
    return set(matching(person, text).values_list("subject", flat=True))


@pytest.mark.check("T013")
def test_the_page_of_an_outsider_says_nothing_of_what_is_hidden(
    company: Company, signed_in: SignedIn
) -> None:
    written(company, "暗流计划", background="密语")
    browser = signed_in(company.feng)

    hidden, absent = (
        browser.get("/search", {"q": text}).content.decode() for text in ("密语", "无此")
    )

    assert "暗流计划" not in hidden
    assert without(main_of(hidden), "密语") == without(main_of(absent), "无此")


def without(page: str, typed: str) -> str:
    """The page but for what was typed, which also stands in addresses within addresses."""
    for form in (typed, quote(typed), quote(quote(typed))):
        page = page.replace(form, "")
    return page


def main_of(page: str) -> str:
    return page.split('id="found"', 1)[1].split("</main>", 1)[0]


@pytest.mark.check("T013")
def test_what_is_found_follows_the_rights_at_once(company: Company) -> None:
    case = written(company, "机密改造", visibility="confidential", members=(company.qian,))
    assert titles(company.qian, "机密") == ["机密改造"]

    Named.objects.filter(collaboration=case, person=company.qian).delete()

    assert find(company.qian, "机密").total == 0


@pytest.mark.check("T188")
@pytest.mark.parametrize(
    "text",
    [
        "活跃",
        "活",
        "Q3 用户",
        "q3用户",
        "Ｑ３",
        "用戶活躍",
        "协-2023-0001",
        "2023-0001",
        "协-2023-1",
        "2023-1",
        "yonghu",
        "huoyuedu",
        "yhhy",
        "月活 留存率",
        "5%",
    ],
)
def test_a_collaboration_is_found_by(company: Company, clock: object, text: str) -> None:
    actions.reindex_cases([drafted_case(company).pk])
    assert titles(company.li, text) == ["Q3 用户活跃度提升"]


@pytest.mark.parametrize("text", ["跃活", "留 存 率 无", "户度", "协-2023-0002", "留存的率"])
def test_a_collaboration_is_not_found_by(company: Company, clock: object, text: str) -> None:
    actions.reindex_cases([drafted_case(company).pk])
    assert titles(company.li, text) == []


@pytest.mark.check("T188")
@pytest.mark.parametrize("text", ["王磊", "wang lei", "wanglei", "wl", "WangL", "总监 王"])
def test_people_are_found_by_name_pinyin_initials_and_title(company: Company, text: str) -> None:
    actions.reindex_all()
    assert titles(company.feng, text, "person") == ["王磊"]


@pytest.mark.parametrize("text", ["客服部", "kefubu", "kfb", "service"])
def test_departments_are_found_by_everybody(company: Company, text: str) -> None:
    actions.reindex_all()
    assert titles(company.feng, text, "department") == ["客服部"]


@pytest.mark.check("T154")
@pytest.mark.parametrize(
    "text",
    [
        "%",
        "_",
        '"',
        "*",
        "AND",
        "a OR b",
        "NEAR(",
        "title:",
        "留存' OR 1=1 --",
        "{留}",
        "^留",
        "x\x00y",
    ],
)
def test_signs_and_operators_are_text(company: Company, text: str) -> None:
    written(company, "无关")
    assert find(company.li, text).total == 0


@pytest.mark.check("T154")
def test_words_that_are_operators_elsewhere_are_found_as_words(company: Company) -> None:
    written(company, "AND gate NEAR OR")
    assert titles(company.li, "near OR gate and") == ["AND gate NEAR OR"]


@pytest.mark.check("T154")
@pytest.mark.parametrize("unit", ["留存", "a ", "% ", '"*', "\U0002a6d6"])
def test_ten_thousand_characters_are_answered_within_a_second(
    company: Company, signed_in: SignedIn, unit: str
) -> None:
    written(company, "留存" * 50)
    browser = signed_in(company.li)
    browser.get("/search?q=x")
    began = perf_counter()

    page = browser.get("/search", {"q": (unit * 10_000)[:10_000]})

    assert page.status_code == 200
    assert perf_counter() - began < 1


@pytest.mark.check("T013")
def test_what_was_found_is_marked_and_escaped(company: Company, signed_in: SignedIn) -> None:
    written(company, "<b>留存</b>", background='<script>alert("留存")</script>')

    page = signed_in(company.li).get("/search", {"q": "留存"}).content.decode()

    assert "&lt;b&gt;<mark>留存</mark>&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_what_is_called_so_comes_before_what_only_says_so(
    company: Company, clock: ModuleType
) -> None:
    written(company, "留存率回升")
    clock.advance(timedelta(hours=1))
    written(company, "另一件事", background="留存率回升")
    assert titles(company.li, "留存") == ["留存率回升", "另一件事"]


def test_chips_count_each_kind_and_narrow_the_list(company: Company, signed_in: SignedIn) -> None:
    ask = sent(company)
    actions.reindex_cases([ask.collaboration_id])
    found = find(company.wang, "留存率")
    assert {chip.value: chip.count for chip in found.tally.kinds()} == {
        "collaboration": 1,
        "ask": 2,
    }
    page = signed_in(company.wang).get("/search?q=留存率&kind=ask").content.decode()
    assert f"/asks/{ask.pk}" in page
    assert page.count("data-matter") == 2
    assert titles(company.wang, "留存率", "nonsense") == titles(company.wang, "留存率")


@pytest.mark.check("T013")
def test_each_filter_leaves_as_many_as_it_says(company: Company, clock: ModuleType) -> None:
    everything(company)
    cases.discard(
        Collaboration.objects.filter(state="draft", department=company.marketing)[0],
        reason="不做了",
        by=company.li,
    )
    clock.advance(timedelta(days=20))
    written(company, "暗流新篇")
    actions.reindex_all()
    for person in (company.li, company.qian, company.feng, company.auditor):
        for already in ({}, {"kind": "collaboration"}, {"span": "week"}, {"state": "open"}):
            found = find(person, "暗流", Wanted.read(already))
            rows = matching(person, "暗流", found.wanted).values_list(
                "kind", "subject", "collaboration"
            )
            assert {hit.url for hit in found.page.object_list} == {address(*row) for row in rows}
            assert found.tally.narrowed == len(rows) <= 20
            for name, chips in chips_of(found).items():
                for chip in chips:
                    chosen = Wanted.read({**already, name: chip.value})
                    assert matching(person, "暗流", chosen).count() == chip.count, (chip, already)


def chips_of(found: Found) -> dict[str, list[Chip]]:
    tally = found.tally
    return {
        "kind": tally.kinds(), "department": found.departments, "state": tally.states(),
        "span": tally.spans(),
    }  # fmt: skip


def test_filters_are_links_that_narrow_and_let_go(company: Company, signed_in: SignedIn) -> None:
    ask = sent(company)
    actions.reindex_cases([ask.collaboration_id])
    browser, asked = signed_in(company.wang), f"/search?q=留存率&department={ask.department_id}"

    page = browser.get(asked).content.decode()

    assert f"/asks/{ask.pk}" in page
    assert f'/collaborations/{ask.collaboration_id}"' not in page.split('id="found"')[1]
    assert 'href="?q=%E7%95%99%E5%AD%98%E7%8E%87"' in page
    nothing = browser.get(f"{asked}&state=over").content.decode()
    assert "data-matter" not in nothing
    assert 'href="?q=%E7%95%99%E5%AD%98%E7%8E%87"' in nothing
    assert browser.get(f"{asked}x&span=ever&state=%00").status_code == 200


def test_nothing_asked_and_nothing_found_each_say_what_helps(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    pages = [
        browser.get(address).content.decode() for address in ("/search", "/search?q=%E9%AF%A8")
    ]
    assert "留存" in pages[0]
    assert "limin" in pages[1]


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_page_needs_the_same_queries_for_any_number_of_hits(
    company: Company, signed_in: SignedIn, count: int
) -> None:
    case, now = written(company, "留存"), clock_module.now()
    Document.objects.bulk_create(
        Document(
            kind="task", subject=UUID(int=n + 1), collaboration=case, title=f"留存 {n}",
            heading=f"留存 {n}", tokens="留存 存", updated=now,
        )
        for n in range(count)
    )  # fmt: skip
    browser = signed_in(company.li)
    browser.get("/search?q=x")

    with CaptureQueriesContext(connection) as queries:
        first = browser.get("/search?q=留存").content.decode()

    assert len(queries) <= 15, [one["sql"] for one in queries]
    assert first.count("data-matter") == min(20, count + 1)
    assert browser.get("/search?q=留存&page=99").status_code == 200
