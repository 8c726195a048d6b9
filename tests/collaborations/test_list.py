from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.collaborations import asking
from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ball, Collaboration, Named, Party
from tongzhou.collaborations.queries import case_header, listing
from tongzhou.collaborations.queries.header import TABS, VERBS
from tongzhou.collaborations.queries.listing import Wanted, matching, page_of
from tongzhou.core import clock as clock_module
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def many_cases(company: Company) -> None:
    """Every visibility in every state of sending, with different initiators and partners."""
    sides = [
        (company.marketing, company.li, (company.product, company.sales)),
        (company.finance, company.qian, (company.service,)),
        (company.root, company.chen_zong, (company.finance,)),
    ]
    for department, person, partners in sides:
        for visibility in Collaboration.Visibility.values:
            for is_sent in (False, True):
                given = cases.Contents(
                    name=f"{department.name} {visibility} {is_sent}", person_in_charge=person,
                    partners=partners, goal="+15%", wanted_date=date(2023, 9, 29),
                    visibility=visibility, members=(company.gao,) if is_sent else (),
                )  # fmt: skip
                case = cases.draft(department, given, by=person)
                if is_sent:
                    asking.send(case, by=person)


@pytest.mark.check("T002")
@pytest.mark.check("T012")
def test_the_list_shows_exactly_what_detail_access_allows(
    company: Company, signed_in: SignedIn
) -> None:
    many_cases(company)
    everything = list(Collaboration.objects.all())

    for person in one_of_each_role(company):
        browser = signed_in(person)
        listed = {row.id for row in page_of(person, Wanted(state="all"), None).object_list}
        opened = {
            case.pk
            for case in everything
            if browser.get(f"/collaborations/{case.pk}/brief").status_code == 200
        }
        assert listed == opened, person.login


def one_of_each_role(company: Company) -> list[Person]:
    return [
        company.li, company.gao, company.wang, company.wang_gong, company.liu, company.qian,
        company.chen_zong, company.administrator, company.auditor,
    ]  # fmt: skip


def test_who_sees_what(company: Company) -> None:
    many_cases(company)

    def seen(person: Person) -> set[str]:
        names = matching(person, Wanted(state="all")).values_list("name", flat=True)
        return {name for name in names if name.startswith("市场部")}

    all_sent = {f"市场部 {visibility} True" for visibility in Collaboration.Visibility.values}
    for_all = {"市场部 company True"}
    parties = for_all | {"市场部 parties True"}
    drafts = {"市场部 parties False", "市场部 company False"}
    confidential_draft = {"市场部 confidential False"}
    assert seen(company.li) == all_sent | drafts | confidential_draft
    assert seen(company.gao) == all_sent | drafts
    assert seen(company.wang_gong) == parties
    assert seen(company.liu) == all_sent
    assert seen(company.qian) == for_all
    assert seen(company.chen_zong) == parties | drafts
    assert seen(company.auditor) == all_sent | drafts | confidential_draft
    assert seen(company.administrator) == parties | drafts


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_list_needs_the_same_queries_for_any_number_of_rows(
    company: Company, signed_in: SignedIn, count: int
) -> None:
    copies(sent(company).collaboration, count)
    browser = signed_in(company.li)
    browser.get("/collaborations")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = browser.get("/collaborations")

    assert page.status_code == 200
    assert len(queries) <= 15


def copies(case: Collaboration, count: int) -> None:
    now = clock_module.now()
    plain = {"department": case.department, "person_in_charge": case.person_in_charge}
    rows = [
        Collaboration(
            number=f"协-2022-{n:04d}", name=f"协作 {n}", state="asking", created_by=case.created_by,
            created_at=now, state_since=now, changed_at=now, **plain,
        )
        for n in range(count)
    ]  # fmt: skip
    Collaboration.objects.bulk_create(rows)
    Party.objects.bulk_create(
        Party(collaboration=row, department=case.department, is_initiator=True) for row in rows
    )
    Ball.objects.bulk_create(
        Ball(
            collaboration=row, kind="collaboration", matter=row.pk, state="asking", title=row.name,
            department=case.department, person=case.person_in_charge, since=now, due_at=now,
        )
        for row in rows
    )  # fmt: skip


def test_filters_by_side_state_and_words(company: Company, clock: object) -> None:
    many_cases(company)
    drafted_case(company)

    def names(person: Person, **wanted: str) -> set[str]:
        return set(matching(person, Wanted(**wanted)).values_list("name", flat=True))

    assert names(company.li, text="活跃") == {"Q3 用户活跃度提升"}
    assert names(company.li, text="协-2023-0001", state="all") == {"市场部 parties False"}
    assert all("False" in name or "Q3" in name for name in names(company.li, state="draft"))
    assert all("市场部" in name or "Q3" in name for name in names(company.lin, scope="department"))
    assert "财务部 company True" not in names(company.li, scope="mine")
    assert "财务部 company True" in names(company.li)


def test_what_is_over_is_shown_only_on_demand(company: Company) -> None:
    case = drafted_case(company)
    cases.discard(case, reason="无", by=company.li)

    assert not matching(company.li, Wanted()).exists()
    assert matching(company.li, Wanted(state="all")).exists()


def test_the_pages_hold_twenty_rows_and_an_empty_list_says_what_to_do(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    assert "/collaborations/new" in browser.get("/collaborations").content.decode()
    copies(drafted_case(company), 45)

    first, last = (browser.get(f"/collaborations?page={n}").content.decode() for n in (1, 99))

    assert first.count("data-matter=") == 20
    assert last.count("data-matter=") == 6


def test_the_header_takes_at_most_six_queries(company: Company) -> None:
    case = sent(company).collaboration
    case = Collaboration.objects.select_related("department", "person_in_charge").get(pk=case.pk)

    with CaptureQueriesContext(connection) as queries:
        header = case_header(case, company.li)

    assert len(queries) <= 6
    assert header.ball is not None
    assert header.other_balls == 1
    assert header.initiates
    assert [mark for _label, mark in header.steps] == ["now", "", "", "", ""]


def test_the_header_names_whose_move_it_is_and_who_follows(company: Company) -> None:
    case = sent(company).collaboration

    header = case_header(case, company.wang)

    assert header.ball is not None
    assert (header.ball.person, header.ball.then) == (company.liu.name, company.sun.name)
    assert not header.initiates
    assert header.verbs == ()


def test_leaving_the_list_of_named_people_hides_a_confidential_case(company: Company) -> None:
    given = cases.Contents(
        name="机密", person_in_charge=company.li, visibility="confidential", members=(company.qian,)
    )
    case = cases.draft(company.marketing, given, by=company.li)
    assert matching(company.qian, Wanted()).exists()

    Named.objects.filter(collaboration=case, person=company.qian).delete()

    assert not matching(company.qian, Wanted()).exists()


def test_every_tab_verb_and_kind_of_ball_has_its_page() -> None:
    key = new_id()
    names = {name for _key, _label, name, _kinds in TABS} | set(VERBS.values())
    kinds = {kind for *_rest, kinds in TABS for kind in kinds} | {"meeting"}

    for name in names | kinds:
        assert str(key) in reverse(name, args=[key])


def test_somebody_who_sees_thousands_is_told_at_least_how_many(
    company: Company, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 3)
    monkeypatch.setattr(listing, "PAGES_AHEAD", 0)
    monkeypatch.setattr(listing, "ROWS", (2,))
    for number in range(7):
        cases.draft(
            company.marketing,
            cases.Contents(name=f"第 {number} 项", person_in_charge=company.li),
            by=company.li,
        )
    browser = signed_in(company.li)
    assert "至少 3 条" in browser.get("/collaborations").content.decode()
    assert "至少 4 条" in browser.get("/collaborations?page=2").content.decode()
    last = browser.get("/collaborations?page=4").content.decode()
    assert "共 7 条" in last
    assert "第 0 项" in last
