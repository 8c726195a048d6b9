from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.agreements.table import Table
from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.models import Role, Task

SignedIn = Callable[[Person], Client]
BOARD = {"HTTP_ACCEPT": "text/html, application/problem+json"}


@pytest.mark.parametrize("along", ["state", "department", "person", "nonsense"])
def test_the_board_shows_every_row_in_one_column(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, along: str
) -> None:
    text = _board(signed_in(company.wang), case, along)
    assert text.count(f'id="card-{task.pk}"') == 1


def test_a_row_nobody_carries_stands_apart(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Role.objects.filter(task=task, letter="R").delete()
    text = _board(signed_in(company.li), case, "person")
    nobody = text[text.index('data-to=""') : text.index("</section>", text.index('data-to=""'))]
    assert str(task.pk) in nobody


def test_a_card_put_under_way_is_an_update_of_the_row(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    task = _carried_by(table, table.company.wang_gong)
    answer = _move(signed_in(table.company.wang_gong), task, "state", "in_progress")
    assert answer.status_code == 200
    assert queries.row(task.pk).state == "in_progress"
    assert task.check_ins.count() == 1
    back = _move(signed_in(table.company.wang_gong), task, "state", "not_started")
    assert back.status_code == 200
    assert queries.row(task.pk).state == "not_started"


def test_reported_work_is_not_put_back_to_not_started(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    task = _carried_by(table, table.company.wang_gong)
    Task.objects.filter(pk=task.pk).update(state="in_progress", percent=40)
    answer = _move(signed_in(table.company.wang_gong), task, "state", "not_started")
    assert answer.status_code == 409
    assert "40%" in answer.json()["sentence"]


def test_a_card_put_under_delivered_asks_for_the_delivery_first(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    task = _carried_by(table, table.company.wang_gong)
    answer = _move(signed_in(table.company.wang_gong), task, "state", "delivered")
    assert answer.status_code in (302, 303)
    assert answer["Location"] == reverse("task-deliveries", args=[task.pk])
    assert queries.row(task.pk).state == "not_started"


def test_a_step_that_leaves_one_out_says_so(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    answer = _move(signed_in(table.company.wang), table.review, "state", "accepted")
    assert answer.status_code == 409
    assert "一步" in answer.json()["sentence"]


def test_somebody_else_may_not_begin_the_work(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    task = _carried_by(table, table.company.wang_gong)
    answer = _move(signed_in(table.company.zhou), task, "state", "in_progress")
    assert answer.status_code == 403


def test_a_card_put_under_a_person_names_that_person(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    answer = _move(signed_in(company.zhao), task, "person", str(company.wu.pk))
    assert answer.status_code == 200
    assert [seat.name for seat in queries.row(task.pk).responsible] == ["吴凡"]


def test_only_the_initiator_puts_a_card_under_another_department(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    product = str(company.product.pk)
    assert _move(signed_in(company.zhao), task, "department", product).status_code == 403
    assert _move(signed_in(company.li), task, "department", product).status_code == 200
    assert queries.row(task.pk).department.id == company.product.pk


def test_without_script_a_page_offers_the_other_columns(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser, address = signed_in(company.li), reverse("task-board-moves", args=[task.pk])
    text = browser.get(f"{address}?by=department").content.decode()
    assert f'value="{company.product.pk}"' in text
    sent = {"by": "department", "to": str(company.product.pk), "once": uuid4().hex}
    assert browser.post(address, sent).status_code in (302, 303)
    assert queries.row(task.pk).department.id == company.product.pk


@pytest.mark.parametrize("along", ["state", "nonsense"])
def test_a_column_that_does_not_exist_is_refused(
    company: Company, task: Task, signed_in: SignedIn, along: str
) -> None:
    assert _move(signed_in(company.li), task, along, "flying").status_code == 422


@pytest.mark.check("T179")
def test_the_board_asks_as_often_for_many_rows_as_for_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    counts = [_asked(browser, case)]
    for _row in range(12):
        sound(company, case)
    counts.append(_asked(browser, case))
    assert counts[0] == counts[1] <= 20


def _carried_by(table: Table, person: Person) -> Task:
    Role.objects.filter(task=table.review, letter="R").delete()
    Role.objects.create(task=table.review, letter="R", person=person)
    return Task.objects.get(pk=table.review.pk)


def _asked(browser: Client, case: Collaboration) -> int:
    _board(browser, case, "state")
    with CaptureQueriesContext(connection) as asked:
        _board(browser, case, "state")
    return len(asked)


def _board(browser: Client, case: Collaboration, along: str) -> str:
    address = reverse("plan-board", args=[case.pk])
    return browser.get(f"{address}?by={along}").content.decode()


def _move(browser: Client, task: Task, along: str, to: str) -> Any:
    sent = {"by": along, "to": to, "once": uuid4().hex}
    return browser.post(reverse("task-board-moves", args=[task.pk]), sent, **BOARD)
