"""The administrator's rooms: what stands, and reading what is confidential in an emergency."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import company as company_module
from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tongzhou.collaborations import consumers
from tongzhou.collaborations.actions import cases, openings
from tongzhou.collaborations.models import Collaboration, Opening
from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import last_breaks
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.queries import matching
from tongzhou.notices.models import Notice
from tongzhou.org import actions
from tongzhou.org.models import Person

SignIn = Callable[[Person], Client]
WHY = "李敏离职，需要找回附件"


def confidential(company: Company) -> Collaboration:
    contents = cases.Contents(
        name="预算调整",
        person_in_charge=company.qian,
        partners=(company.product,),
        background="留存数据变差",
        goal="Q4 推广活动预算下调 10%",
        visibility="confidential",
    )
    return cases.draft(company.finance, contents, by=company.qian)


def seen(person: Person, case: Collaboration) -> bool:
    fresh = Person.objects.get(pk=person.pk)
    return Collaboration.objects.visible_to(fresh).filter(pk=case.pk).exists()


def test_the_overview_tells_what_stands_in_few_queries(company: Company, signed_in: SignIn) -> None:
    actions.create_person(company.sales, by=None, login="new", name="新人")
    actions.appoint_head(company.finance, by=None, person=None)
    browser = signed_in(company.administrator)
    with CaptureQueriesContext(connection) as asked:
        shown = page(browser, reverse("administration"))
    assert len(asked) <= 20
    text = shown.css_first("main").text()
    assert "财务部" in text
    assert "管理员" in text
    for link in shown.css("main a[href^='/']"):
        assert browser.get(link.attributes["href"]).status_code == 200, link.attributes["href"]
    assert signed_in(company.li).get(reverse("administration")).status_code == 403
    assert reverse("administration") not in page(signed_in(company.li), "/").html


def test_confidential_matters_open_for_a_reason_and_everybody_is_told(company: Company) -> None:
    case = confidential(company)
    assert not seen(company.administrator, case)
    opening = openings.open_confidential(case.number, by=company.administrator, reason=WHY)
    assert seen(company.administrator, case)
    assert [name for name, _until in case_header(case, company.qian).read_in_emergency] == [
        company.administrator.name
    ]
    assert not seen(company.li, case)
    run_once()
    told = Notice.objects.filter(entry__kind="collaboration.opened").values_list(
        "person", flat=True
    )
    assert company.qian.pk in told
    assert Entry.objects.get(kind="collaboration.opened").payload["reason"] == WHY
    openings.close_opening(opening, by=company.administrator)
    assert not seen(company.administrator, case)
    assert case_header(case, company.qian).read_in_emergency == ()
    with pytest.raises(NotPossibleNow):
        openings.close_opening(opening, by=company.administrator)


def test_it_closes_by_itself(company: Company, clock: ModuleType) -> None:
    case = confidential(company)
    openings.open_confidential(case.number, by=company.administrator, reason=WHY)
    clock.advance(timedelta(hours=3))
    consumers.close_openings()
    assert seen(company.administrator, case)
    clock.advance(timedelta(hours=2))
    consumers.close_openings()
    assert not seen(company.administrator, case)


def test_only_administrators_open_and_only_what_is_confidential(company: Company) -> None:
    case = confidential(company)
    for person in (company.li, company.auditor, company.chen_zong):
        with pytest.raises(Refused):
            openings.open_confidential(case.number, by=person, reason=WHY)
    with pytest.raises(Invalid):
        openings.open_confidential("协-1999-0001", by=company.administrator, reason=WHY)
    with pytest.raises(Invalid):
        openings.open_confidential(case.number, by=company.administrator, reason="看看")
    openings.open_confidential(case.number, by=company.administrator, reason=WHY)
    with pytest.raises(NotPossibleNow):
        openings.open_confidential(case.number, by=company.administrator, reason=WHY)


def test_reading_is_not_acting(company: Company) -> None:
    case = confidential(company)
    openings.open_confidential(case.number, by=company.administrator, reason=WHY)
    with pytest.raises(Refused):
        cases.send(case, by=company.administrator)


def test_the_search_finds_it_only_while_it_is_open(company: Company) -> None:
    case = confidential(company)
    run_once()
    administrator = Person.objects.get(pk=company.administrator.pk)
    assert not found(administrator)
    opening = openings.open_confidential(case.number, by=company.administrator, reason=WHY)
    assert found(administrator)
    openings.close_opening(opening, by=company.administrator)
    assert not found(administrator)


def found(person: Person) -> bool:
    return matching(person, "预算调整").exists()


def test_the_page_of_openings(company: Company, signed_in: SignIn) -> None:
    case = confidential(company)
    browser = signed_in(company.administrator)
    address = reverse("openings")
    assert "预算调整" not in page(browser, address).text()
    assert send(browser, address, number="协-0", reason=WHY).status_code == 422
    opened = send(browser, address, number=case.number, reason=WHY)
    assert opened["Location"] == reverse("collaboration", args=[case.pk])
    assert browser.get(opened["Location"]).status_code == 200
    assert "预算调整" in page(browser, address).text()
    end = reverse("opening-ends", args=[Opening.objects.get().pk])
    assert signed_in(company.li).post(end, {}).status_code == 404
    assert send(browser, end).status_code == 303
    assert browser.get(opened["Location"]).status_code == 404
    timeline = reverse("timeline", args=[case.pk])
    assert WHY in page(signed_in(company.qian), timeline).text()


def test_it_asks_who_one_is(company: Company) -> None:
    browser = Client()
    browser.force_login(company.administrator)
    assert browser.get(reverse("openings"))["Location"].startswith("/identity-proofs")


@pytest.mark.django_db(transaction=True)
def test_opened_twice_at_once_is_opened_once() -> None:
    company = company_module.build()
    case = confidential(company)
    at_once(
        *[lambda: openings.open_confidential(case.number, by=company.administrator, reason=WHY)] * 2
    )
    assert Opening.objects.count() == 1


def test_tokens_of_everybody_are_listed_and_revoked(company: Company, signed_in: SignIn) -> None:
    actions.create_token(company.li, by=company.li, name="夜间报表")
    browser = signed_in(company.administrator)
    assert "夜间报表" in page(browser, reverse("administration-tokens")).text()
    assert "夜间报表" not in page(browser, reverse("me")).text()
    token = company.li.tokens.get()
    revoke = reverse("token-revocations", args=[token.pk])
    assert signed_in(company.wu).post(revoke, {}).status_code == 404
    assert send(browser, revoke)["Location"] == reverse("administration-tokens")
    assert signed_in(company.li).get(reverse("administration-tokens")).status_code == 403


def test_a_lost_device_is_signed_out(company: Company, signed_in: SignIn) -> None:
    lost = signed_in(company.wu)
    assert lost.get("/").status_code == 200
    address = reverse("person-session-ends", args=[company.wu.pk])
    assert send(signed_in(company.li), address).status_code == 403
    assert send(signed_in(company.administrator), address).status_code == 303
    assert lost.get("/").status_code == 303


def test_a_broken_chain_shows(company: Company) -> None:
    actions.set_theme(company.wu, by=company.wu, theme="dark")
    actions.set_theme(company.wu, by=company.wu, theme="light")
    assert last_breaks(200) == []
