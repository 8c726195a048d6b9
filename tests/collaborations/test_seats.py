"""Open matters follow whoever fills a seat now; nothing waits for somebody who has left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.collaborations import asking
from tests.collaborations.asking import ball, fresh, sent
from tests.company import Company
from tests.forms import page
from tests.waiting import sent_case, waiting_ask
from tongzhou.collaborations.actions import answers, asks, cases, contents
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal import worker
from tongzhou.org import actions as org

SignIn = Callable[[Any], Client]

pytestmark = pytest.mark.django_db


def test_a_new_liaison_is_asked_what_waits_for_the_department(company: Company) -> None:
    ask = sent(company)
    assert ball(ask).person == company.liu
    org.release_liaison(company.product, by=company.administrator, person=company.liu)
    org.appoint_liaison(company.product, by=company.administrator, person=company.wang_gong)
    worker.run_once()
    assert ball(ask).person == company.wang_gong


def test_nothing_waits_for_somebody_who_has_left(company: Company) -> None:
    ask = sent(company)
    answers.decline(ask, reason="人手不够", by=company.liu)
    assert ball(ask).person == company.li
    org.retire(company.li, by=company.administrator)
    worker.run_once()
    assert ball(ask).person == company.lin
    answers_again = fresh(ask)
    assert answers_again.state == "declined"


def test_a_new_head_sees_the_confidential_matters_of_the_department(
    company: Company, clock: ModuleType
) -> None:
    case = sent_case(company, visibility="confidential")
    waiting_ask(company, due_at=clock.now() + timedelta(days=1), case=case)
    assert not Collaboration.objects.visible_to(company.wang_gong).exists()
    org.appoint_head(company.product, by=company.administrator, person=company.wang_gong)
    worker.run_once()
    assert Collaboration.objects.visible_to(company.wang_gong).get() == case


def test_whoever_leaves_a_seat_no_longer_sees_what_is_confidential(company: Company) -> None:
    case = asking.drafted_case(company, visibility="confidential")
    asking.send(case, by=company.li)
    seen = Collaboration.objects.visible_to
    assert seen(company.wang).exists()
    assert seen(company.liu).exists()
    org.appoint_head(company.product, by=company.administrator, person=company.wang_gong)
    org.release_liaison(company.product, by=company.administrator, person=company.liu)
    worker.run_once()
    for person in (company.wang, company.liu):
        assert not seen(person).exists()
    assert seen(company.wang_gong).exists()


def test_a_named_member_goes_on_seeing_it_without_a_seat(company: Company) -> None:
    case = asking.drafted_case(company, visibility="confidential", members=(company.liu,))
    asking.send(case, by=company.li)
    org.release_liaison(company.product, by=company.administrator, person=company.liu)
    worker.run_once()
    assert Collaboration.objects.visible_to(company.liu).get() == case


def test_what_is_opened_to_the_parties_is_seen_by_nobody_for_a_former_seat(
    company: Company,
) -> None:
    case = asking.drafted_case(company, visibility="confidential")
    asking.send(case, by=company.li)
    given = replace(contents.of(case), visibility="parties")
    cases.revise(case, given, seen=case.version, by=company.li)
    assert not case.named.filter(why="seat").exists()


def test_a_request_to_a_dissolved_department_says_who_took_over(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    answers.ask_back(ask, question="哪三项？", by=company.liu)
    before = page(signed_in(company.li), f"/asks/{ask.pk}").body.text()
    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    worker.run_once()
    assert "产品部已撤销" not in before
    for person in (company.li, ball(ask).person):
        shown = page(signed_in(person), f"/asks/{ask.pk}")
        assert (
            "产品部已撤销，由客服部承接，这条请求也由其答复。"
            in shown.css_first("main .note").text()
        )
        first, *_earlier = shown.css("ol.timeline > li")
        assert "产品部已撤销，由客服部承接。" in first.text()


def test_a_request_settled_before_its_department_was_dissolved_has_no_such_note(
    company: Company, signed_in: SignIn
) -> None:
    ask = sent(company)
    asks.withdraw(ask, reason="不需要了", by=company.li)
    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    shown = page(signed_in(company.li), f"/asks/{ask.pk}")
    assert "由客服部承接" not in shown.css_first("main").text()
