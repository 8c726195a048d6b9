from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.collaborations.asking import (
    LATER,
    OFFERED,
    drafted,
    drafted_case,
    fresh,
    sent,
)
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks
from tongzhou.collaborations.models import Answer, Ask
from tongzhou.org.models import Department

SignIn = Callable[[Any], Client]


def page_of(client: Client, url: str) -> HTMLParser:
    response = client.get(url)
    assert response.status_code == 200
    return HTMLParser(response.content)


def post_answer(client: Client, ask: Ask, verb: str, **fields: Any) -> Any:
    data = {"verb": verb, "version": str(ask.version), "once": uuid4().hex, **fields}
    return client.post(f"/asks/{ask.pk}/answers", data)


def test_the_liaison_accepts_with_one_press(company: Company, signed_in: SignIn) -> None:
    ask = sent(company, options=())
    client = signed_in(company.liu)

    page = page_of(client, f"/asks/{ask.pk}")
    form = next(f for f in page.css(".answers > form") if f.css_first("[data-key=a]"))
    data = {field.attributes["name"]: field.attributes["value"] for field in form.css("input")}
    response = client.post(form.attributes["action"], data)

    assert response.status_code == 303
    assert fresh(ask).state == "agreed"


def test_with_ready_options_the_first_press_takes_option_one(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    client = signed_in(company.liu)

    page = page_of(client, f"/asks/{ask.pk}")
    form = next(f for f in page.css(".answers > form") if f.css_first("[data-key=a]"))
    data = {field.attributes["name"]: field.attributes["value"] for field in form.css("input")}
    client.post(form.attributes["action"], data)

    assert fresh(ask).agreed_what == f"{ask.what} · 三项功能，8月25日"


def test_a_counter_is_typed_with_a_chinese_date(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)

    response = post_answer(
        signed_in(company.liu), ask, "counter",
        by_date="2023年8月25日", effort_days="２５ 人日", sentence="技术难点",
    )  # fmt: skip

    turn = ask.answers.last()
    assert response.status_code == 303
    assert turn is not None
    assert (turn.by_date, turn.effort_days, turn.sentence) == (
        date(2023, 8, 25), Decimal(25), "技术难点",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("decline", {"sentence": ""}),
        ("counter", {"by_date": "2023年2月30日", "sentence": "留住这句话"}),
        ("counter", {"effort_days": "NaN", "sentence": "留住这句话"}),
        ("counter", {"effort_days": "-1", "sentence": "留住这句话"}),
        ("counter", {"effort_days": "1e9", "sentence": "留住这句话"}),
        ("ask_back", {"sentence": "  "}),
        ("snooze", {"sentence": "留住这句话", "until": ""}),
        ("snooze", {"sentence": "留住这句话", "until": "2020-01-01"}),
        ("snooze", {"sentence": "留住这句话", "until": "2099-01-01"}),
        ("counter", {"sentence": "留住这句话", "by_date": "2020-01-01"}),
        ("forward", {"sentence": "留住这句话"}),
        ("forward", {"sentence": "留住这句话", "person": "not-a-person"}),
        ("accept_with_conditions", {"sentence": ""}),
        ("offer_options", {"option_what": ["一", "二"], "option_by_date": ["", ""], "option_effort": ["", ""]}),
        ("dance", {}),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_explained_and_what_was_typed_stays(
    company: Company, signed_in: SignIn, verb: str, fields: dict[str, Any]
) -> None:
    ask = sent(company)

    response = post_answer(signed_in(company.liu), ask, verb, **fields)

    text = response.content.decode()
    assert response.status_code == 422
    assert "留住这句话" in text or "留住这句话" not in str(fields)
    assert fresh(ask).state == "sent"
    assert Answer.objects.filter(ask=ask).count() == 1


def test_a_hundred_thousand_characters_are_refused_with_the_limit(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)

    response = post_answer(signed_in(company.liu), ask, "decline", sentence="长" * 100_000)

    assert response.status_code == 422
    assert "2000" in response.content.decode()


@pytest.mark.check("T050")
def test_a_form_sent_twice_has_one_effect(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    client = signed_in(company.liu)
    data = {"verb": "ask_back", "sentence": "测试由谁做？", "version": "2", "once": uuid4().hex}

    first = client.post(f"/asks/{ask.pk}/answers", data)
    second = client.post(f"/asks/{ask.pk}/answers", data)

    assert (first.status_code, second.status_code) == (303, 303)
    assert ask.answers.filter(verb="ask_back").count() == 1


@pytest.mark.check("T047")
def test_who_answers_second_reads_what_happened_and_keeps_the_text(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    seen = fresh(ask)
    answers.accept(ask, by=company.wang)

    response = post_answer(signed_in(company.liu), seen, "decline", sentence="排不出人，抱歉")

    text = response.content.decode()
    assert response.status_code == 409
    assert "王磊" in text
    assert "排不出人，抱歉" in text
    assert fresh(ask).state == "agreed"


def test_the_back_button_after_an_answer_shows_what_stands(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    stale = fresh(ask)
    client = signed_in(company.liu)
    post_answer(client, ask, "ask_back", sentence="测试由谁做？")

    response = post_answer(client, stale, "ask_back", sentence="再问一次？")

    assert response.status_code == 409
    assert "再问一次？" in response.content.decode()


@pytest.mark.check("T005")
def test_a_request_one_may_not_see_is_not_there(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    client = signed_in(company.qian)

    assert client.get(f"/asks/{ask.pk}").status_code == 404
    assert client.get(f"/asks/{ask.pk}/edit").status_code == 404
    assert client.get(f"/collaborations/{ask.collaboration_id}/asks").status_code == 404
    assert post_answer(client, ask, "accept").status_code == 404
    assert fresh(ask).state == "sent"


def test_a_draft_is_seen_by_the_asking_side_alone(company: Company, signed_in: SignIn) -> None:
    ask = drafted(company)

    assert signed_in(company.lin).get(f"/asks/{ask.pk}").status_code == 200
    assert signed_in(company.liu).get(f"/asks/{ask.pk}").status_code == 404


def test_somebody_of_the_party_reads_but_is_told_who_may_answer(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    client = signed_in(company.wang_gong)

    page = page_of(client, f"/asks/{ask.pk}")
    refused = post_answer(client, ask, "accept")

    assert not page.css(".answers form")
    assert refused.status_code == 403
    assert "产品部" in refused.content.decode()


def test_a_card_is_answered_in_place(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    client = signed_in(company.liu)

    response = client.post(
        f"/asks/{ask.pk}/answers",
        {"verb": "ask_back", "sentence": "测试由谁做？", "version": ask.version},
        headers={"HX-Request": "true", "HX-Target": f"ask-{ask.pk}"},
    )

    fragment = HTMLParser(response.content)
    assert response.status_code == 200
    assert fragment.css_first(f"article#ask-{ask.pk}[data-matter]") is not None
    assert "<html" not in response.content.decode()
    assert "测试由谁做？" in response.content.decode()
    said = fragment.css_first("[hx-swap-oob] .toast").text()
    assert said.strip().startswith("好了"), "the word stays when the card leaves the page"


def test_a_request_is_written_with_ready_options(company: Company, signed_in: SignIn) -> None:
    case = drafted_case(company)
    client = signed_in(company.lin)

    response = client.post(
        f"/collaborations/{case.pk}/asks",
        {
            "department": company.product.pk, "what": "3 项新功能", "by_date": "8月20日",
            "effort_days": "20", "gain": "使用率 30%", "why": "", "give_back": "",
            "option_what": ["三项", "先两项", "", "", ""],
            "option_by_date": ["2023-08-20", "", "", "", ""],
            "option_effort": ["20", "", "", "", ""],
        },
    )  # fmt: skip

    ask = case.asks.get()
    assert response.status_code == 303
    assert (ask.what, ask.department, ask.state) == ("3 项新功能", company.product, "draft")
    assert [option.what for option in ask.options.all()] == ["三项", "先两项"]


def test_an_unfinished_request_keeps_every_field(company: Company, signed_in: SignIn) -> None:
    case = drafted_case(company)

    response = signed_in(company.li).post(
        f"/collaborations/{case.pk}/asks",
        {
            "department": company.product.pk,
            "what": "",
            "gain": "留住这句话",
            "by_date": "2023-02-30",
        },
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "留住这句话" in text
    assert "2023-02-30" in text
    assert case.asks.count() == 0


def test_a_declined_request_is_revised_on_its_page(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    answers.decline(ask, reason="人力已排满", by=company.liu)
    client = signed_in(company.li)
    page_of(client, f"/asks/{ask.pk}/edit")

    response = client.post(
        f"/asks/{ask.pk}/edit",
        {
            "what": "2 项新功能",
            "by_date": "2023-08-30",
            "version": ask.version,
            "sentence": "减一项",
        },
    )

    ask = fresh(ask)
    assert response.status_code == 303
    assert (ask.state, ask.what, ask.by_date) == ("sent", "2 项新功能", date(2023, 8, 30))


def test_a_stale_revision_keeps_the_typed_text(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    seen = ask.version
    answers.ask_back(ask, question="测试由谁做？", by=company.liu)

    response = signed_in(company.li).post(
        f"/asks/{ask.pk}/edit",
        {"what": "我改好的文字", "by_date": "2023-08-30", "version": seen},
    )

    assert response.status_code == 409
    assert "我改好的文字" in response.content.decode()
    assert fresh(ask).what == "3 项新功能上线"


def test_a_draft_is_removed_and_a_sent_request_is_not(company: Company, signed_in: SignIn) -> None:
    ask = drafted(company)
    client = signed_in(company.li)

    assert client.post(f"/asks/{ask.pk}/removals").status_code == 303
    assert not Ask.objects.filter(pk=ask.pk).exists()
    assert client.post(f"/asks/{sent(company).pk}/removals").status_code == 409


WAYS: dict[str, Callable[[Ask, Company], Any]] = {
    "countered": lambda ask, who: answers.counter(ask, terms=LATER, sentence="多 5 天", by=who.liu),
    "conditional": lambda ask, who: answers.accept_with_conditions(
        ask, sentence="先给文案", by=who.liu
    ),
    "optioned": lambda ask, who: answers.offer_options(ask, options=OFFERED, by=who.liu),
    "asked_back": lambda ask, who: answers.ask_back(ask, question="测试由谁做？", by=who.liu),
    "declined": lambda ask, who: answers.decline(ask, reason="已排满", by=who.liu),
    "agreed": lambda ask, who: answers.accept(ask, by=who.liu),
    "awaiting_head": lambda ask, who: answers.accept(ask, by=who.liu),
    "snoozed": lambda ask, who: answers.snooze(
        ask, until=date(2023, 7, 10), reason="等排期", by=who.liu
    ),
    "withdrawn": lambda ask, who: asks.withdraw(ask, by=who.li),
    "left_open": lambda ask, who: asks.leave_open(ask, reason="先开工", by=who.li),
}


@pytest.mark.parametrize("state", WAYS)
def test_every_state_has_its_page_for_both_sides(
    company: Company, signed_in: SignIn, state: str
) -> None:
    ask = brought_to(state, company)
    for person, language in (
        (company.li, "zh-hans"),
        (company.liu, "zh-hant"),
        (company.wang, "en"),
    ):
        person.language = language
        person.save(update_fields=["language"])
        client = signed_in(person)
        page_of(client, f"/asks/{ask.pk}")
        page_of(client, f"/collaborations/{ask.collaboration_id}/asks")


def brought_to(state: str, company: Company) -> Ask:
    ask = sent(company)
    if state == "awaiting_head":
        Department.objects.filter(pk=company.product.pk).update(accept_limit_days=1)
    WAYS[state](ask, company)
    assert fresh(ask).state == state
    return fresh(ask)


def test_the_tab_asks_the_same_number_of_questions_for_1_10_and_100_requests(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    client = signed_in(company.liu)
    page_of(client, f"/collaborations/{ask.collaboration_id}/asks")
    needed = []

    for count in (1, 10, 100):
        multiply(ask, count, company)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, f"/collaborations/{ask.collaboration_id}/asks")
        needed.append(len(queries))

    assert needed[0] == needed[1] == needed[2] <= 20


def multiply(ask: Ask, count: int, company: Company) -> None:
    """More requests like this one, to two departments, each with its first turn."""
    made = [copied(ask, number, company) for number in range(count)]
    Ask.objects.bulk_create(made)
    Answer.objects.bulk_create(
        Answer(
            ask=one,
            number=1,
            verb="send",
            department=company.marketing,
            by=company.li,
            at=ask.sent_at,
        )
        for one in made
    )


def copied(ask: Ask, number: int, company: Company) -> Ask:
    return Ask(
        collaboration=ask.collaboration,
        department=(company.product, company.sales)[number % 2],
        position=100 + number,
        what=f"第 {number} 件事",
        state="sent",
        sent_at=ask.sent_at,
        clock_started_at=ask.sent_at,
    )
