"""Departments are renamed and dissolved while promises stand in their name."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tongzhou.agreements.actions import sign
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.worker import run_once
from tongzhou.org import actions as org
from tongzhou.org.models import Person
from tongzhou.plans.queries import mapping

SignedIn = Callable[[Person], Client]


def test_what_was_signed_keeps_the_name_and_seal_of_its_day(
    table: Table, clock: ModuleType, signed_in: SignedIn
) -> None:
    company = table.company
    version = table.circulate()
    table.sign(version, company.sales)
    clock.advance(timedelta(days=1))
    org.rename_department(company.sales, by=company.administrator, name="渠道中心")
    org.rename_department(company.product, by=company.administrator, name="研发中心")
    page = signed_in(company.lin).get(f"/agreements/{version.pk}").content.decode()
    assert "销售部印" in page
    assert "渠道中心印" not in page
    assert "研发中心" in page


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
    page = signed_in(company.zhao).get(f"/agreements/{version.pk}").content.decode()
    assert "客服部印" in page


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
    page = signed_in(company.huang).get(f"/departments/{company.service.pk}/asks").content.decode()
    assert ask.title in page


def test_a_department_that_is_gone_is_not_asked_again(company: Company) -> None:
    from tests.collaborations.asking import drafted

    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    with pytest.raises(NotPossibleNow):
        drafted(company)


def test_a_workbook_no_longer_means_a_department_that_is_gone(company: Company) -> None:
    """Its name belongs to whoever is called so now."""
    org.dissolve_department(company.product, by=company.administrator, successor=company.service)
    again = org.create_department(company.root, by=None, name="产品部", code="product2")
    known = mapping._places({"产品部"}, {})
    assert known["产品部"].department == again
