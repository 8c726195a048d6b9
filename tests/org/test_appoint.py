"""Administrators create, appoint and move; everybody else is told who may."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.models import Department, Liaison, Person

SignIn = Callable[[Person], Client]


def test_an_administrator_appoints_a_head(company: Company) -> None:
    actions.appoint_head(company.sales, by=company.administrator, person=company.wu)
    assert Department.objects.get(pk=company.sales.pk).head == company.wu
    entry = Entry.objects.get(kind="department.head_appointed")
    assert entry.payload == {
        "department": str(company.sales.pk),
        "person": str(company.wu.pk),
        "before": str(company.zhao.pk),
    }


@pytest.mark.parametrize("act", [actions.appoint_head, actions.appoint_deputy])
def test_a_seat_may_stay_vacant(company: Company, act: Callable[..., None]) -> None:
    act(company.product, by=company.administrator, person=None)
    fresh = Department.objects.get(pk=company.product.pk)
    assert None in (fresh.head, fresh.deputy)


def test_appointing_the_same_person_again_changes_nothing(company: Company) -> None:
    actions.appoint_head(company.sales, by=company.administrator, person=company.zhao)
    assert not Entry.objects.exists()


def test_only_an_administrator_changes_the_organisation(company: Company) -> None:
    outsider = company.li
    with pytest.raises(Refused):
        actions.appoint_head(company.sales, by=outsider, person=company.wu)
    with pytest.raises(Refused):
        actions.appoint_liaison(company.sales, by=outsider, person=company.wu)
    with pytest.raises(Refused):
        actions.create_department(None, by=outsider, name="新部", code="new")
    with pytest.raises(Refused):
        actions.create_person(company.sales, by=outsider, login="new", name="新人")
    with pytest.raises(Refused):
        actions.move_department(company.sales, by=outsider, parent=company.product)
    assert not Entry.objects.exists()


def test_a_closed_account_gets_no_seat(company: Company) -> None:
    actions.retire(company.wu, by=company.administrator)
    with pytest.raises(NotPossibleNow):
        actions.appoint_head(company.sales, by=company.administrator, person=company.wu)


def test_a_liaison_is_appointed_once_and_released(company: Company) -> None:
    actions.appoint_liaison(company.sales, by=company.administrator, person=company.wu)
    with pytest.raises(NotPossibleNow):
        actions.appoint_liaison(company.sales, by=company.administrator, person=company.wu)
    actions.release_liaison(company.sales, by=company.administrator, person=company.wu)
    assert not Liaison.objects.filter(department=company.sales, person=company.wu).exists()
    with pytest.raises(NotPossibleNow):
        actions.release_liaison(company.sales, by=company.administrator, person=company.wu)


@pytest.mark.parametrize("code", ["", "a/b", "产品", "x" * 31, "sales"])
def test_a_code_is_short_plain_and_unique(company: Company, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create_department(None, by=company.administrator, name="新部", code=code)
    assert list(refused.value.errors) == ["code"]


def test_a_new_department_stands_below_its_parent(company: Company) -> None:
    made = actions.create_department(
        company.product, by=company.administrator, name=" 设计  组 ", code="Design"
    )
    assert (made.name, made.code, made.path) == ("设计 组", "design", "/hq/product/design/")


def test_a_new_person_gets_pinyin_and_no_password(company: Company) -> None:
    made = actions.create_person(
        company.sales, by=company.administrator, login=" ＺengＸ ", name="曾小明"
    )
    assert (made.login, made.pinyin, made.initials) == ("zengx", "zeng xiao ming", "zxm")
    assert not made.has_usable_password()
    with pytest.raises(Invalid) as refused:
        actions.create_person(company.sales, by=company.administrator, login="zengx", name="曾")
    assert list(refused.value.errors) == ["login"]


def test_a_head_is_picked_by_typing(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    address = reverse("department-heads", args=[company.sales.pk])
    response = browser.post(address, {"person_text": "吴凡", "once": uuid4().hex})
    assert response.status_code == 303
    assert Department.objects.get(pk=company.sales.pk).head == company.wu


def test_an_ambiguous_name_offers_the_choice_and_keeps_the_text(
    company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.administrator)
    address = reverse("department-heads", args=[company.sales.pk])
    response = browser.post(address, {"person_text": "王", "once": uuid4().hex})
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="王"' in text
    assert f'value="{company.wang.pk}"' in text
    assert f'value="{company.wang_gong.pk}"' in text


def test_a_page_refuses_a_person_who_may_not(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    address = reverse("department-heads", args=[company.sales.pk])
    assert browser.post(address, {"person": company.li.pk}).status_code == 403
    assert browser.post(reverse("departments"), {"name": ""}).status_code == 403
    assert browser.post(reverse("people"), {}).status_code == 403


def test_wrong_input_keeps_what_was_typed(company: Company, signed_in: SignIn) -> None:
    typed = {"name": "设计组", "code": "不行", "parent": company.product.pk, "once": uuid4().hex}
    response = signed_in(company.administrator).post(reverse("departments"), typed)
    assert response.status_code == 422
    assert 'value="设计组"' in response.content.decode()


def test_the_head_sets_the_promise_and_a_stranger_does_not(
    company: Company, signed_in: SignIn
) -> None:
    address = reverse("department-promises", args=[company.sales.pk])
    typed = {"hours": "16", "limit_days": "5", "once": uuid4().hex}
    assert signed_in(company.wu).post(address, typed).status_code == 403
    assert signed_in(company.zhao).post(address, typed).status_code == 303
    fresh = Department.objects.get(pk=company.sales.pk)
    assert (fresh.response_hours, fresh.accept_limit_days) == (16, 5)
    assert signed_in(company.zhao).post(address, {"hours": "0"}).status_code == 422


def test_an_administrator_cuts_the_seal(company: Company, signed_in: SignIn) -> None:
    address = reverse("department-seals", args=[company.sales.pk])
    typed = {"seal_text": " 销售中心 专用", "once": uuid4().hex}
    assert signed_in(company.zhao).post(address, typed).status_code == 403
    assert signed_in(company.administrator).post(address, typed).status_code == 303
    assert Department.objects.get(pk=company.sales.pk).seal == "销售中心专用"
    actions.cut_seal(company.sales, by=company.administrator, seal_text="")
    assert company.sales.seal == "销售部印"
