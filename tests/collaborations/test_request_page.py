from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.collaborations import asking
from tests.collaborations.asking import drafted_case
from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def typed(company: Company, **changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4().hex,
        "name": "Q3 用户活跃度提升",
        "department": company.marketing.pk,
        "person_in_charge": company.li.pk,
        "partners": [company.product.pk, company.sales.pk],
        "background": "近 3 个月留存率下降 5%",
        "goal": "Q3 月活 +15%",
        "wanted_date": "2023-09-30",
        "people_needed": "2 名开发",
        "milestone_name": ["需求评审", "", "上线"],
        "milestone_on": ["7月31日", "", ""],
        "visibility": "parties",
        **changes,
    }


def test_a_request_is_written_in_the_browser(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.lin)
    assert browser.get("/collaborations/new").status_code == 200

    answer = browser.post("/collaborations", typed(company))

    case = Collaboration.objects.get()
    assert answer.status_code == 303
    assert str(case.pk) in answer["Location"]
    assert (case.name, case.people_needed) == ("Q3 用户活跃度提升", "2 名开发")
    assert [str(on) for on in case.milestones.values_list("on", flat=True)] == [
        "2023-07-31",
        "None",
    ]


@pytest.mark.check("T050")
def test_pressing_twice_makes_one_draft(company: Company, signed_in: SignedIn) -> None:
    browser, form = signed_in(company.lin), typed(company)

    first, second = browser.post("/collaborations", form), browser.post("/collaborations", form)

    assert Collaboration.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("field", ["department", "person_in_charge"])
@pytest.mark.parametrize("chosen", ["elsewhere", "nonsense", ""])
def test_only_what_is_offered_can_be_chosen(
    company: Company, signed_in: SignedIn, field: str, chosen: str
) -> None:
    elsewhere = {"department": company.finance.pk, "person_in_charge": company.qian.pk}
    sent = elsewhere[field] if chosen == "elsewhere" else chosen

    answer = signed_in(company.lin).post("/collaborations", typed(company, **{field: sent}))

    assert answer.status_code == 422
    assert "Q3 用户活跃度提升" in answer.content.decode()
    assert not Collaboration.objects.exists()


@pytest.mark.check("T045")
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("wanted_date", "2023年2月30日"),
        ("wanted_date", "尽快"),
        ("name", ""),
        ("name", "名" * 121),
        ("goal", "目" * 100_000),
        ("partners", "no-id"),
        ("person_in_charge", "no-id"),
        ("visibility", "everybody"),
        ("members", "没有此人"),
        ("background", "零\x00字节"),
    ],
)
def test_wrong_input_is_told_at_its_field_and_nothing_typed_is_lost(
    company: Company, signed_in: SignedIn, field: str, text: str
) -> None:
    browser = signed_in(company.lin)

    page = browser.post("/collaborations", typed(company, **{field: text}))

    assert page.status_code == 422
    html = HTMLParser(page.content.decode())
    assert html.css_first(".error, .errors") is not None
    assert html.css_first("[name=people_needed]").text().strip() == "2 名开发"
    if field in ("wanted_date", "name"):
        assert html.css_first(f"[name={field}]").attributes.get("value", "") == text
    if field == "goal":
        assert text in page.content.decode()
    assert [box.attributes["value"] for box in html.css("[name=milestone_name]")][:2] == [
        "需求评审",
        "上线",
    ]
    assert not Collaboration.objects.exists()


def test_dates_are_read_as_people_type_them(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.lin)

    for text in ("２０２３－０９－３０", "9月30日", "2023/9/30"):
        browser.post("/collaborations", typed(company, wanted_date=text))

    dates = set(Collaboration.objects.values_list("wanted_date", flat=True))
    assert [str(found) for found in dates] == ["2023-09-30"]


def test_a_wanted_day_off_shows_the_working_day_before_it(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    case = drafted_case(company)

    page = signed_in(company.lin).get(f"/collaborations/{case.pk}/edit").content.decode()

    assert "9月28日" in page


@pytest.mark.check("T008")
def test_only_the_fields_of_the_form_are_taken(company: Company, signed_in: SignedIn) -> None:
    forged = typed(
        company, state="archived", number="协-1", version=9, created_by=company.wang.pk, sent_at="x"
    )

    signed_in(company.lin).post("/collaborations", forged)

    case = Collaboration.objects.get()
    assert (case.state, case.version, case.created_by) == ("draft", 1, company.lin)


def test_a_foreign_department_cannot_be_chosen_as_initiator(
    company: Company, signed_in: SignedIn
) -> None:
    form = typed(company, department=company.product.pk)

    assert signed_in(company.lin).post("/collaborations", form).status_code == 422


@pytest.mark.check("T047")
def test_a_colliding_edit_keeps_the_text_and_shows_theirs(
    company: Company, signed_in: SignedIn
) -> None:
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/edit"
    first, second = signed_in(company.li), signed_in(company.lin)
    assert first.post(address, typed(company, goal="月活 +18%", version=1)).status_code == 303

    page = second.post(address, typed(company, goal="月活 +20%", version=1))

    html = HTMLParser(page.content.decode())
    assert page.status_code == 409
    assert html.css_first("[name=goal]").text().strip() == "月活 +20%"
    assert "月活 +18%" in page.content.decode()
    assert html.css_first("[name=version]").attributes["value"] == "2"
    assert second.post(address, typed(company, goal="月活 +20%", version=2)).status_code == 303


@pytest.mark.check("T047")
def test_what_the_other_changed_elsewhere_is_taken_over(
    company: Company, signed_in: SignedIn
) -> None:
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/edit"
    base = HTMLParser(signed_in(company.lin).get(address).content.decode()).css_first("[name=base]")
    began = {"base": base.attributes["value"], "version": 1}
    same = {"people_needed": "", "milestone_name": [], "milestone_on": []}
    signed_in(company.li).post(address, typed(company, **began, **same, background="竞品上线"))

    page = signed_in(company.lin).post(
        address, typed(company, **began, **same, goal="月活 +20%", wanted_date="2023-09-28")
    )

    html = HTMLParser(page.content.decode())
    assert page.status_code == 409
    assert html.css_first("[name=background]").text().strip() == "竞品上线"
    assert html.css_first("[name=goal]").text().strip() == "月活 +20%"
    assert html.css_first("[name=wanted_date]").attributes["value"] == "2023-09-28"


@pytest.mark.check("T047")
def test_correcting_a_mistake_does_not_pass_over_what_the_other_saved(
    company: Company, signed_in: SignedIn
) -> None:
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/edit"
    signed_in(company.li).post(address, typed(company, goal="月活 +18%", version=1))

    page = signed_in(company.lin).post(address, typed(company, wanted_date="尽快", version=1))

    html = HTMLParser(page.content.decode())
    assert page.status_code == 422
    assert html.css_first("[name=version]").attributes["value"] == "1"


def test_strangers_get_404_and_partners_a_reason(company: Company, signed_in: SignedIn) -> None:
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/edit"
    assert signed_in(company.qian).get(address).status_code == 404
    asking.send(case, by=company.li)

    page = signed_in(company.wang).post(address, typed(company, version=1))

    assert page.status_code == 403
    assert company.li.name in page.content.decode()


def test_sending_an_unfinished_request_says_what_is_missing(
    company: Company, signed_in: SignedIn
) -> None:
    unfinished = cases.Contents(name="新品发布配合", person_in_charge=company.li)
    case = cases.draft(company.marketing, unfinished, by=company.li)

    page = signed_in(company.li).post(f"/collaborations/{case.pk}/sendings", {"once": uuid4().hex})

    assert page.status_code == 422
    assert f"/collaborations/{case.pk}/edit" in page.content.decode()


@pytest.mark.parametrize("noun", ["pauses", "cancellations"])
def test_stopping_asks_for_a_sentence_first(
    company: Company, signed_in: SignedIn, noun: str
) -> None:
    case = drafted_case(company)
    asking.send(case, by=company.li)
    browser, address = signed_in(company.li), f"/collaborations/{case.pk}/{noun}"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": "  "}).status_code == 422
    assert browser.post(address, {"reason": "字" * 1001}).status_code == 422

    assert browser.post(address, {"reason": "预算未批"}).status_code == 303
    assert browser.get(address).status_code == 409


def test_the_hints_change_nothing_and_never_block(company: Company, signed_in: SignedIn) -> None:
    browser = signed_in(company.lin)

    page = browser.post("/collaborations/hints", {"goal": "尽快优化一下", "wanted_date": "不知道"})

    assert page.status_code == 200
    assert "尽快" in page.content.decode()
    assert browser.post("/collaborations", typed(company, goal="尽快优化一下")).status_code == 303


def test_after_saving_each_partner_waits_for_its_request(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.lin)

    page = browser.post("/collaborations", typed(company), follow=True).content.decode()

    for partner in (company.product, company.sales):
        assert f"asks/new?department={partner.pk}" in page


def test_only_the_initiator_opens_the_form(company: Company, signed_in: SignedIn) -> None:
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/edit"
    assert signed_in(company.gao).get(address).status_code == 403
    cases.discard(case, reason="无", by=company.li)

    assert signed_in(company.li).get(address).status_code == 409
