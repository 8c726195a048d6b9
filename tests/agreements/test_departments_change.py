"""Departments are renamed and dissolved while promises stand in their name."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tests.forms import page
from tongzhou.agreements.actions import sign
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.worker import run_once
from tongzhou.org import actions as org
from tongzhou.org.actions.acting import turn_the_day
from tongzhou.org.models import Person
from tongzhou.plans.queries import mapping

SignedIn = Callable[[Person], Client]


@pytest.mark.check("T041")
def test_what_was_signed_keeps_the_name_and_seal_of_its_day(
    table: Table, clock: ModuleType, signed_in: SignedIn
) -> None:
    company = table.company
    version = table.circulate()
    table.sign(version, company.sales)
    clock.advance(timedelta(days=1))
    org.rename_department(company.sales, by=company.administrator, name="渠道中心")
    org.rename_department(company.product, by=company.administrator, name="研发中心")
    shown = signed_in(company.lin).get(f"/agreements/{version.pk}").content.decode()
    assert "销售部印" in shown
    assert "渠道中心印" not in shown
    assert "研发中心" in shown


@pytest.mark.check("T041")
def test_the_successor_signs_for_a_dissolved_department(
    table: Table, clock: ModuleType, signed_in: SignedIn
) -> None:
    company = table.company
    version = table.circulate()
    org.dissolve_department(company.service, by=company.administrator, successor=company.sales)
    run_once()
    held = Ball.objects.get(kind="version", matter=version.pk, department=company.service)
    assert held.person == company.zhao
    with pytest.raises(Refused):
        table.sign(version, company.service, by=company.chen)
    signed = sign(
        version, department=company.service, by=company.zhao, seen=version.root,
        proof=Proof(clock.now()),
    )  # fmt: skip
    assert signed.state == "circulating"
    shown = signed_in(company.zhao).get(f"/agreements/{version.pk}").content.decode()
    assert "客服部印" in shown


@pytest.mark.check("T041")
def test_an_open_request_is_answered_by_the_successor(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    ask = sent(company)
    run_once()
    by = company.administrator
    org.dissolve_department(company.product, by=by, successor=company.service)
    run_once()
    assert Ball.objects.get(kind="ask", matter=ask.pk).person == company.huang
    with pytest.raises(Refused):
        answers.decline(fresh(ask), by=company.liu, reason="没有人手")
    answers.decline(fresh(ask), by=company.huang, reason="没有人手")
    assert fresh(ask).state == "declined"
    assert Collaboration.objects.visible_to(company.xu).filter(pk=ask.collaboration_id).exists()
    shown = signed_in(company.huang).get(f"/departments/{company.service.pk}/asks").content.decode()
    assert ask.title in shown


def test_a_department_that_is_gone_is_not_asked_again(company: Company) -> None:
    from tests.collaborations.asking import drafted

    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    with pytest.raises(NotPossibleNow):
        drafted(company)


def test_a_workbook_no_longer_means_a_department_that_is_gone(company: Company) -> None:
    """Its name belongs to whoever is called so now."""
    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    again = org.create_department(company.root, by=None, name="产品部", code="product2")
    known = mapping._places({"产品部"}, {}, None)
    assert known["产品部"].department == again


@pytest.mark.check("T041")
def test_an_acting_head_signs_as_one(table: Table, clock: ModuleType, signed_in: SignedIn) -> None:
    company = table.company
    today = clock.today()
    org.name_acting_head(
        company.sales, by=company.administrator, person=company.wu, since=today, until=today
    )
    turn_the_day()
    version = table.circulate()
    table.sign(version, company.sales, by=company.wu)
    table.sign(version, company.marketing)
    clock.advance(timedelta(days=1))
    turn_the_day()
    shown = signed_in(company.lin).get(f"/agreements/{version.pk}").content.decode()
    assert "吴凡（代理负责人）" in shown
    assert "李敏（代理负责人）" not in shown


def test_a_dissolved_department_is_offered_for_no_change(table: Table, signed_in: SignedIn) -> None:
    company = table.company
    table.in_force()
    org.dissolve_department(company.finance, by=company.administrator, successor=company.sales)
    org.dissolve_department(company.service, by=company.administrator, successor=company.sales)
    lin = signed_in(company.lin)
    address = f"/collaborations/{table.case.pk}/changes/new?task="
    for task, offered in ((table.survey, False), (table.complaints, True)):
        form = page(lin, f"{address}{task.pk}").css_first("[name=department]")
        named = {one.text() for one in form.css("option")}
        assert "财务部" not in named
        assert ("客服部" in named) is offered
