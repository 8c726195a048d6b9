"""Somebody stands in for an absent person, on the named days only, and one step far."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import company as company_module
from tests.agreements.tampering import behind_the_back
from tests.at_once import at_once
from tests.collaborations.asking import sent
from tests.company import Company
from tests.forms import page
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.hierarchy import roots_of
from tongzhou.org.models import Delegation, Person
from tongzhou.org.standing import as_head, as_liaison, as_person

SignIn = Callable[[Person], Client]
TODAY = date(2023, 7, 3)
WEEK = {"since": TODAY, "until": TODAY + timedelta(days=4)}


def test_a_delegate_stands_in_for_the_head_on_these_days_only(
    company: Company, clock: ModuleType
) -> None:
    actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    standing = as_head(company.gao, company.marketing)
    assert standing
    assert (standing.role, standing.on_behalf_of) == ("head", company.li)
    assert as_person(company.gao, company.li)
    assert as_head(company.li, company.marketing), "the head stays able to act"
    clock.advance(timedelta(days=5))
    assert as_head(company.gao, company.marketing) is None


@pytest.mark.check("T030")
def test_a_chain_of_delegates_is_one_step_long(company: Company, clock: ModuleType) -> None:
    Delegation.objects.create(person=company.li, delegate=company.gao, **WEEK)
    Delegation.objects.create(person=company.gao, delegate=company.wu, **WEEK)
    assert as_head(company.wu, company.marketing) is None


def test_the_deputy_and_the_liaison_stand_in_their_own_name(company: Company) -> None:
    deputy = as_head(company.he, company.marketing)
    liaison = as_liaison(company.lin, company.marketing)
    assert deputy
    assert liaison
    assert (deputy.role, deputy.on_behalf_of) == ("deputy", None)
    assert (liaison.role, liaison.on_behalf_of) == ("liaison", None)
    assert as_head(company.lin, company.marketing) is None
    assert as_liaison(company.gao, company.marketing) is None
    assert as_liaison(company.li, company.marketing)


def test_a_delegate_of_the_liaison_is_no_head(company: Company, clock: ModuleType) -> None:
    actions.delegate(company.lin, by=company.lin, to=company.gao, **WEEK)
    standing = as_liaison(company.gao, company.marketing)
    assert standing
    assert (standing.role, standing.on_behalf_of) == ("liaison", company.lin)
    assert as_head(company.gao, company.marketing) is None


def test_a_delegate_sees_what_the_head_sees(company: Company, clock: ModuleType) -> None:
    assert "/hq/marketing/" not in roots_of(company.wu)
    actions.delegate(company.li, by=company.li, to=company.wu, **WEEK)
    assert "/hq/marketing/" in roots_of(company.wu)


def test_an_auditor_sees_the_whole_tree(company: Company) -> None:
    assert roots_of(company.auditor) == ["/"]


def test_only_the_person_names_the_own_delegate(company: Company, clock: ModuleType) -> None:
    for stranger in (company.gao, company.administrator):
        with pytest.raises(Refused):
            actions.delegate(company.li, by=stranger, to=company.gao, **WEEK)


def test_a_delegation_ends_when_either_side_says_so(company: Company, clock: ModuleType) -> None:
    delegation = actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    with pytest.raises(Refused):
        actions.end_delegation(delegation, by=company.wu)
    actions.end_delegation(delegation, by=company.gao)
    assert as_head(company.gao, company.marketing) is None
    with pytest.raises(NotPossibleNow):
        actions.end_delegation(delegation, by=company.li)
    assert Entry.objects.filter(kind="delegation.ended").count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"since": TODAY - timedelta(days=9), "until": TODAY - timedelta(days=1)}, "until"),
        ({"since": TODAY, "until": TODAY + timedelta(days=400)}, "until"),
    ],
)
def test_a_delegation_needs_sensible_days(
    company: Company, clock: ModuleType, facts: dict[str, date], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.delegate(company.li, by=company.li, to=company.gao, **facts)
    assert list(refused.value.errors) == [field]
    with pytest.raises(Invalid):
        actions.delegate(company.li, by=company.li, to=company.li, **WEEK)


def test_nobody_has_two_delegates_on_one_day(company: Company, clock: ModuleType) -> None:
    first = actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    with pytest.raises(Invalid) as refused:
        actions.delegate(
            company.li, by=company.li, to=company.he, since=WEEK["until"],
            until=WEEK["until"] + timedelta(days=9),
        )  # fmt: skip
    assert list(refused.value.errors) == ["since"]
    assert "高洁" in str(refused.value)
    actions.end_delegation(first, by=company.li)
    actions.delegate(company.li, by=company.li, to=company.he, **WEEK)


@pytest.mark.check("T030")
def test_nobody_hands_on_what_was_handed_over(company: Company, clock: ModuleType) -> None:
    actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    with pytest.raises(Invalid) as circle:
        actions.delegate(company.gao, by=company.gao, to=company.li, **WEEK)
    with pytest.raises(Invalid) as onward:
        actions.delegate(company.gao, by=company.gao, to=company.wu, **WEEK)
    with pytest.raises(Invalid) as absent:
        actions.delegate(company.he, by=company.he, to=company.li, **WEEK)
    fields = [list(one.value.errors) for one in (circle, onward, absent)]
    assert fields == [["delegate"], ["since"], ["delegate"]]
    later = {"since": TODAY + timedelta(days=5), "until": TODAY + timedelta(days=6)}
    actions.delegate(company.gao, by=company.gao, to=company.wu, **later)


@pytest.mark.django_db(transaction=True)
def test_two_who_name_each_other_at_once_make_no_circle(clock: ModuleType) -> None:
    company = company_module.build()
    for _round in range(5):
        with transaction.atomic(), behind_the_back():
            Delegation.objects.all().delete()
        told = at_once(
            lambda: actions.delegate(company.li, by=company.li, to=company.gao, **WEEK),
            lambda: actions.delegate(company.gao, by=company.gao, to=company.li, **WEEK),
        )
        assert Delegation.objects.count() == 1
        assert sum(isinstance(one, Invalid) for one in told) == 1


def test_a_delegate_is_named_on_the_own_page(
    company: Company, signed_in: SignIn, clock: ModuleType
) -> None:
    browser = signed_in(company.li)
    typed = {
        "delegate_text": "gaojie",
        "since": "2023-7-3",
        "until": "７月３２日",
        "once": uuid4().hex,
    }
    refused = browser.post(reverse("my-delegations"), typed)
    assert refused.status_code == 422
    assert 'value="gaojie"' in refused.content.decode()
    assert browser.post(reverse("my-delegations"), typed | {"until": "７月７日"}).status_code == 303
    delegation = Delegation.objects.get()
    assert (delegation.delegate, delegation.until) == (company.gao, date(2023, 7, 7))
    assert "高洁" in browser.get(reverse("me")).content.decode()


def test_somebody_elses_delegation_does_not_exist_for_others(
    company: Company, signed_in: SignIn, clock: ModuleType
) -> None:
    delegation = actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    address = reverse("delegation-ends", args=[delegation.pk])
    assert signed_in(company.wu).post(address, {"once": uuid4().hex}).status_code == 404
    assert signed_in(company.li).post(address, {"once": uuid4().hex}).status_code == 303


def test_what_was_known_in_one_request_is_forgotten_in_the_next(
    company: Company, signed_in: SignIn, clock: ModuleType
) -> None:
    browser = signed_in(company.gao)
    page = reverse("department", args=[company.marketing.pk])
    form = reverse("department-promises", args=[company.marketing.pk])
    assert form not in browser.get(page).content.decode()
    actions.delegate(company.li, by=company.li, to=company.gao, **WEEK)
    assert form in browser.get(page).content.decode()


def test_every_ball_says_who_stands_in(
    company: Company, signed_in: SignIn, clock: ModuleType
) -> None:
    """Marketing asks product; the liaison of product is away, a colleague stands in."""
    ask = sent(company)
    today = clock.today()
    actions.delegate(company.liu, by=company.liu, to=company.wang_gong, since=today, until=today)
    asking = signed_in(company.lin)
    for address in (
        reverse("ask", args=[ask.pk]),
        reverse("collaboration", args=[ask.collaboration_id]),
    ):
        assert "王强代刘洋" in told(asking, address)
    assert "王强代刘洋" in told(signed_in(ask.collaboration.person_in_charge), "/")
    mine = told(signed_in(company.wang_gong), "/")
    assert "代刘洋" in mine


def told(browser: Client, address: str) -> str:
    return page(browser, address).css_first("main").text().replace(" ", "")
