"""Somebody leaves: what was in hand is shown before, and passes to the successor."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.collaborations.asking import sent
from tests.company import Company
from tests.forms import page, send
from tests.plans.conftest import dividing, sound
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.org import actions
from tongzhou.org.models import Delegation, Department, Liaison, Person
from tongzhou.outcomes.actions.improvements import agree_improvement
from tongzhou.outcomes.models import Retrospective

SignIn = Callable[[Person], Client]


def test_matters_pass_to_the_successor(company: Company) -> None:
    ask = sent(company)
    actions.retire(company.li, by=company.administrator, successor=company.gao)
    case = Collaboration.objects.get(pk=ask.collaboration_id)
    assert case.person_in_charge == company.gao
    assert Department.objects.get(pk=company.marketing.pk).head == company.gao
    assert not Ball.objects.filter(person=company.li).exists()
    assert Entry.objects.filter(kind="collaboration.handed_over").count() == 1
    run_once()
    assert not Ball.objects.filter(person=company.li).exists()


def test_a_request_waits_for_the_new_liaison(company: Company) -> None:
    ask = sent(company)
    assert Ball.objects.get(kind="ask", matter=ask.pk).person == company.liu
    actions.retire(company.liu, by=company.administrator, successor=company.wang_gong)
    run_once()
    assert Ball.objects.get(kind="ask", matter=ask.pk).person == company.wang_gong
    assert Liaison.objects.filter(department=company.product, person=company.wang_gong).exists()


def test_without_a_successor_the_next_in_line_moves(company: Company) -> None:
    ask = sent(company)
    actions.retire(company.liu, by=company.administrator)
    run_once()
    assert Ball.objects.get(kind="ask", matter=ask.pk).person == company.wang
    actions.retire(company.wang, by=company.administrator)
    assert Department.objects.get(pk=company.product.pk).head is None


def test_rows_of_the_plan_pass_and_what_was_signed_stays(company: Company) -> None:
    case = dividing(company)
    row = sound(company, case)
    accountable = row.roles.get(letter="A").person
    actions.retire(company.zhou, by=company.administrator, successor=company.wu)
    assert [role.person for role in row.roles.filter(letter="R")] == [company.wu]
    assert accountable == company.zhao
    actions.retire(company.zhao, by=company.administrator, successor=company.wu)
    assert row.roles.get(letter="A").person == company.zhao, "signed: changed by a request alone"


def test_an_improvement_passes_to_the_successor(company: Company) -> None:
    case = dividing(company)
    opened = Retrospective.objects.create(collaboration=case, due_at=clock.now())
    agreed = agree_improvement(
        opened, text="排期前先问产能", owner=company.zhou, due=clock.today() + timedelta(days=30),
        kind="rule", by=company.li,
    )  # fmt: skip
    actions.retire(company.zhou, by=company.administrator, successor=company.wu)
    agreed.refresh_from_db()
    assert agreed.owner == company.wu
    assert Ball.objects.get(kind="improvement", matter=agreed.pk).person == company.wu


def test_delegations_of_who_leaves_end(company: Company) -> None:
    today = clock.today()
    until = today + timedelta(days=5)
    actions.delegate(company.li, by=company.li, to=company.gao, since=today, until=until)
    actions.retire(company.gao, by=company.administrator)
    assert not Delegation.objects.filter(ended_at=None).exists()


def test_a_deputy_who_takes_over_leaves_the_deputy_seat(company: Company) -> None:
    actions.retire(company.li, by=company.administrator, successor=company.he)
    marketing = Department.objects.get(pk=company.marketing.pk)
    assert (marketing.head, marketing.deputy) == (company.he, None)


def test_a_successor_is_somebody_else_who_is_here(company: Company) -> None:
    actions.retire(company.xu, by=None)
    for nobody in (company.li, company.xu):
        with pytest.raises(Invalid):
            actions.retire(company.li, by=company.administrator, successor=nobody)
    with pytest.raises(NotPossibleNow):
        actions.retire(company.administrator, by=None)


def test_the_page_shows_what_is_in_hand_before_anything_happens(
    company: Company, signed_in: SignIn
) -> None:
    sent(company)
    _confidential(company)
    browser = signed_in(company.administrator)
    address = reverse("person-departures", args=[company.li.pk])
    shown = page(browser, address).css_first("main").text()
    assert "Q3 用户活跃度提升" in shown
    assert "预算" not in shown
    assert signed_in(company.li).get(address).status_code == 403
    wrong = send(browser, address, successor_text="没有这个人")
    assert (wrong.status_code, company.li.is_active) == (422, True)
    assert send(browser, address, successor_text="高洁").status_code == 303
    assert not Person.objects.get(pk=company.li.pk).is_active
    assert Collaboration.objects.filter(person_in_charge=company.gao).count() == 2


def _confidential(company: Company) -> None:
    contents = cases.Contents(
        name="预算调整",
        person_in_charge=company.li,
        partners=(company.product,),
        background="留存数据变差",
        goal="Q4 预算下调 10%",
        visibility="confidential",
    )
    cases.draft(company.marketing, contents, by=company.li)
