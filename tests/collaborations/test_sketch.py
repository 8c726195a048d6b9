from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.at_once import at_once
from tests.collaborations.asking import drafted, drafted_case, sent
from tests.collaborations.test_meeting import BEGINS, plan
from tests.collaborations.test_request_page import typed
from tests.company import Company
from tongzhou.collaborations.actions import meetings, sketches
from tongzhou.collaborations.models import Collaboration, Sketch
from tongzhou.core import clock as clock_module
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def test_what_is_typed_is_there_again_when_the_page_is_opened(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.lin)
    half = {"sketch": "request", "sketch_version": "0", "goal": "尽快", "wanted_date": "2月30日",
            "partners": [company.product.pk], "milestone_name": ["评审"], "milestone_on": ["7月31日"],
            "prepared_talked": "和刘洋聊过"}  # fmt: skip
    answer = browser.post("/sketches", half)

    assert (answer.status_code, answer.headers["X-Version"]) == (200, "1")
    assert answer.content.decode() == "已保存 10:00"
    page = browser.get("/collaborations/new").content.decode()
    for text in ("尽快", "2月30日", "评审", "7月31日", "和刘洋聊过", "checked"):
        assert text in page
    assert "尽快" not in signed_in(company.li).get("/collaborations/new").content.decode()


def test_saving_the_form_ends_what_was_kept(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.lin)
    browser.post("/sketches", {"sketch": "request", "goal": "Q3"})

    browser.post("/collaborations", typed(company, prepared_data="留存周报"))

    assert not Sketch.objects.exists()
    case = Collaboration.objects.get()
    assert list(case.preparations.values_list("key", "note")) == [("data", "留存周报")]
    page = browser.get(f"/collaborations/{case.pk}/edit").content.decode()
    assert "留存周报" in page
    assert "1/5" in page


def test_a_second_window_sees_both_texts_and_decides(company: Company, signed_in: SignedIn) -> None:
    browser = signed_in(company.lin)
    browser.post("/sketches", {"sketch": "request", "sketch_version": "0", "goal": "这一边"})

    second = {"sketch": "request", "sketch_version": "0", "goal": "另一边"}
    answer = browser.post("/sketches", second)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "这一边" in html
    assert "另一边" in html
    assert browser.post("/sketches", {**second, "sketch_version": "1"}).status_code == 200
    assert Sketch.objects.get().data["goal"] == ["另一边"]


def test_beginning_afresh_drops_what_was_kept(company: Company, signed_in: SignedIn) -> None:
    browser = signed_in(company.lin)
    browser.post("/sketches", {"sketch": "request", "goal": "不要了"})

    answer = browser.post("/sketches", {"sketch": "request", "drop": "1", "next": "/"})

    assert answer.status_code == 303
    assert "不要了" not in browser.get("/collaborations/new").content.decode()


def test_a_request_to_a_department_is_kept_too(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.li)
    ask = drafted(company)
    case = ask.collaboration
    for place, address in (
        (f"ask-in:{case.pk}", f"/collaborations/{case.pk}/asks/new"),
        (f"ask:{ask.pk}", f"/asks/{ask.pk}/edit"),
        (f"edit:{case.pk}", f"/collaborations/{case.pk}/edit"),
    ):
        data: dict[str, Any] = {"sketch": place, "what": "写到一半", "goal": "写到一半",
            "option_what": ["先做一项"], "option_by_date": ["8月1日"], "option_effort": [""]}  # fmt: skip
        assert browser.post("/sketches", data).status_code == 200
        assert "写到一半" in browser.get(address).content.decode()
    assert "先做一项" in browser.get(f"/asks/{ask.pk}/edit").content.decode()
    kept = {"once": uuid4().hex, "what": "写完了", "version": ask.version}
    assert browser.post(f"/asks/{ask.pk}/edit", kept).status_code == 303
    assert not Sketch.objects.filter(place=f"ask:{ask.pk}").exists()


@pytest.mark.parametrize("place", ["", "desk", "request:1", "edit:", "edit:" + "0" * 36])
def test_only_known_forms_are_kept(company: Company, signed_in: SignedIn, place: str) -> None:
    assert signed_in(company.lin).post("/sketches", {"sketch": place}).status_code == 404


def test_what_one_may_not_see_is_no_place(company: Company, signed_in: SignedIn) -> None:
    case = drafted_case(company)
    ask = drafted(company, case)
    for place in (f"edit:{case.pk}", f"ask-in:{case.pk}", f"ask:{ask.pk}"):
        assert signed_in(company.qian).post("/sketches", {"sketch": place}).status_code == 404


def test_a_book_is_not_kept_while_it_is_typed(company: Company) -> None:
    with pytest.raises(Invalid):
        sketches.keep("request", {"goal": ["长" * 200_001]}, seen=0, by=company.lin)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_keep_one_text_and_tell_the_other(company: Company) -> None:
    def keep(text: str) -> Callable[[], object]:
        return lambda: sketches.keep("request", {"goal": [text]}, seen=0, by=company.lin)

    outcomes = at_once(keep("甲"), keep("乙"))

    assert Sketch.objects.count() == 1
    assert [type(one) for one in outcomes if isinstance(one, Stale)] == [Stale]


def test_minutes_are_kept_while_they_are_written(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    case = sent(company).collaboration
    meeting = meetings.call(case, plan(company), by=company.li)
    clock_module.move_to(BEGINS)
    browser = signed_in(company.li)
    typed = {"sketch": f"minutes:{meeting.pk}", "minutes": "记到一半", "decision_text": ["先做一项"],
             "decision_owner": [""], "decision_due": ["12月4日"]}  # fmt: skip
    assert browser.post("/sketches", typed).status_code == 200
    assert signed_in(company.qian).post("/sketches", typed).status_code == 404

    page = browser.get(f"/meetings/{meeting.pk}").content.decode()
    for text in ("记到一半", "先做一项", "12月4日"):
        assert text in page
    held = {"minutes": "记完了", "version": 1}
    assert browser.post(f"/meetings/{meeting.pk}/minutes", held).status_code == 303
    assert not Sketch.objects.exists()
