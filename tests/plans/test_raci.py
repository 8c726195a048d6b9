"""RACI: exactly one A, free letters after signing, one tap a cell, and who carries too much."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions.assigning import assign
from tongzhou.plans.models import Task
from tongzhou.plans.queries.matrix import matrix_page

SignedIn = Callable[[Person], Client]
MATRIX = {"HTTP_ACCEPT": "text/html, application/problem+json"}


def holders(task: Task, letter: str) -> list[str]:
    return [seat.name for seat in queries.row(task.pk).seats.get(letter, ())]


def test_a_new_accountable_takes_the_place_of_the_old_one(company: Company, task: Task) -> None:
    assign(task, who=company.zhou.pk, letters="RA", by=company.li)
    assert holders(task, "A") == holders(task, "R") == ["周婷"]
    assign(task, who=company.wu.pk, letters="A", by=company.li)
    assert holders(task, "A") == ["吴凡"]
    assert holders(task, "R") == ["周婷"]


def test_a_department_is_told_but_never_responsible(company: Company, task: Task) -> None:
    assign(task, who=company.service.pk, letters="I", by=company.li)
    assert holders(task, "I") == ["客服部"]
    with pytest.raises(Invalid):
        assign(task, who=company.service.pk, letters="R", by=company.li)
    with pytest.raises(Invalid):
        assign(task, who=company.zhou.pk, letters="X", by=company.li)
    assign(task, who=company.service.pk, letters="", by=company.li)
    assert holders(task, "I") == []


def test_who_has_no_part_in_the_row_assigns_nothing(company: Company, task: Task) -> None:
    with pytest.raises(Refused):
        assign(task, who=company.wu.pk, letters="C", by=company.huang)


def test_after_signing_only_the_letters_that_bind_nobody_are_free(
    company: Company, case: Collaboration, task: Task
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    assign(task, who=company.wu.pk, letters="C", by=company.li)
    assert holders(task, "C") == ["吴凡"]
    with pytest.raises(NotPossibleNow):
        assign(task, who=company.wu.pk, letters="CA", by=company.li)
    assert holders(task, "A") == ["赵刚"]
    page = matrix_page(Collaboration.objects.get(pk=case.pk), company.li)
    assert page.rows[0].opens == "RCI"


def test_a_tap_sends_back_the_row_and_what_hangs_on_it(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    page = browser.get(reverse("plan-raci", args=[case.pk])).content.decode()
    assert f'data-who="{company.zhou.pk}"' in page
    assert 'data-opens="RACI"' in page
    sent = {"who": str(company.wu.pk), "letters": "R"}
    address = reverse("task-assignments", args=[task.pk])
    text = browser.post(address, sent, **MATRIX).content.decode()
    assert f'id="row-{task.pk}"' in text
    assert 'id="raci-shares"' in text
    assert 'id="findings"' in text
    assert Entry.objects.filter(kind="task.role_filled").count() == 1
    assert browser.post(address, sent).status_code in (302, 303)
    assert browser.post(address, {"letters": "R"}).status_code == 404
    assert signed_in(company.qian).post(address, sent).status_code == 404


def test_the_filter_shows_everybody_of_a_department(
    company: Company, case: Collaboration, task: Task
) -> None:
    page = matrix_page(case, company.li, department=company.sales.pk)
    assert {"销售部", "周婷", "吴凡", "赵刚"} <= {column.name for column in page.columns}
    assert all(column.department == "销售部" for column in page.columns)


def test_who_is_accountable_for_more_than_half_is_pointed_out(
    company: Company, case: Collaboration
) -> None:
    rows = [sound(company, case) for _number in range(4)]
    page = matrix_page(case, company.li)
    assert {share.name for share in page.shares if share.is_much} == {"赵刚", "周婷"}
    for row in rows[:2]:
        assign(row, who=company.wu.pk, letters="A", by=company.li)
    page = matrix_page(case, company.li)
    assert {share.name for share in page.shares if share.is_much} == {"周婷"}
