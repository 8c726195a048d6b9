from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import accept, all_delivered, delivered
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import deliveries
from tongzhou.outcomes.models import Delivery
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK
from tongzhou.progress.actions import rounds

SignIn = Callable[[Any], Client]


def test_a_task_is_handed_over_and_waits_for_acceptance(table: Table, signed_in: SignIn) -> None:
    rounds.open_round(table.case)
    client = signed_in(table.company.zhou)
    address = f"/collaborations/{table.case.pk}/outcome"
    form = page(client, address).css_first(f'[data-matter="{table.survey.pk}"] form')
    response = send(
        client, form.attributes["action"] or "", evidence="106 条需求", link="https://x.example/1"
    )
    delivery = Delivery.objects.get()
    assert (response.status_code, response.url) == (303, f"/deliveries/{delivery.pk}")
    assert Task.objects.get(pk=table.survey.pk).state == "delivered"
    assert Entry.objects.filter(kind="delivery.delivered", subject=delivery.pk).count() == 1
    ball = Ball.objects.get(kind="delivery")
    assert (ball.person, ball.deputy) == (table.company.lin, table.company.li)
    assert ball.due_at == datetime(2023, 7, 6, 10, tzinfo=zone())
    assert not Ball.objects.filter(kind="check_in", matter=table.survey.pk).exists()


def test_the_last_delivery_moves_the_collaboration_on(table: Table) -> None:
    all_delivered(table)
    assert Collaboration.objects.get(pk=table.case.pk).state == "accepting"


def test_the_initiators_own_row_is_accepted_by_a_partner(table: Table) -> None:
    delivery = delivered(table, table.campaign)
    holder = Ball.objects.get(matter=delivery.pk)
    assert holder.department == table.company.product
    with pytest.raises(Refused):
        accept(delivery, table.company.li)
    accept(delivery, table.company.zhou)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("evidence", ""),
        ("evidence", "字" * 100_000),
        ("link", "javascript:alert(1)"),
        ("link", "x y"),
    ],
)
def test_what_cannot_be_taken_is_marked_and_kept(
    table: Table, signed_in: SignIn, field: str, value: str
) -> None:
    fields = {"evidence": "106 条需求", "link": ""} | {field: value}
    response = send(signed_in(table.company.zhou), f"/tasks/{table.survey.pk}/deliveries", **fields)
    assert response.status_code == 422
    assert errors(response)
    assert typed(response, field) == value


def test_the_action_itself_refuses_a_link_that_runs_something(table: Table) -> None:
    with pytest.raises(Invalid):
        deliveries.deliver(
            table.survey, evidence="x", link="javascript:alert(1)", by=table.company.zhou
        )


def test_only_those_who_carry_it_deliver(table: Table, signed_in: SignIn) -> None:
    for person in (table.company.lin, table.company.wu, table.company.chen_zong):
        with pytest.raises(Refused):
            deliveries.deliver(table.survey, evidence="x", by=person)
    client = signed_in(table.company.qian)
    assert send(client, f"/tasks/{table.survey.pk}/deliveries", evidence="x").status_code == 404


@pytest.mark.parametrize("state", [one.key for one in TASK.states])
def test_a_task_is_delivered_only_from_work(table: Table, state: str) -> None:
    Task.objects.filter(pk=table.survey.pk).update(state=state)
    if TASK.allows(state, "deliver"):
        assert delivered(table).round == 1
    else:
        with pytest.raises(NotPossibleNow):
            delivered(table)


@pytest.mark.parametrize(
    "state", [one.key for one in COLLABORATION.states if one.key != "delivering"]
)
def test_deliveries_belong_to_the_delivering_stage(table: Table, state: str) -> None:
    Collaboration.objects.filter(pk=table.case.pk).update(state=state, resumes_to="delivering")
    with pytest.raises(NotPossibleNow):
        delivered(table)


def test_the_same_form_twice_is_one_delivery(table: Table, signed_in: SignIn) -> None:
    client, once = signed_in(table.company.zhou), uuid4().hex
    for _ in range(2):
        send(client, f"/tasks/{table.survey.pk}/deliveries", once=once, evidence="106 条")
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_deliveries_at_once_one_counts(table: Table) -> None:
    outcomes = at_once(
        *(
            lambda by=by: deliveries.deliver(table.survey, evidence="x", by=by)
            for by in (table.company.zhou, table.company.zhao)
        )
    )
    assert sum(isinstance(outcome, Delivery) for outcome in outcomes) == 1
    assert Entry.objects.filter(kind="delivery.delivered").count() == 1


def test_the_database_itself_allows_one_open_delivery_of_a_task(table: Table) -> None:
    first = delivered(table)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(task=first.task, round=2, evidence="x", by=first.by, at=first.at)


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    table: Table, signed_in: SignIn
) -> None:
    client, counts = signed_in(table.company.zhou), []
    for first, last in ((5, 5), (6, 14), (15, 104)):
        tasks = Task.objects.bulk_create(
            Task(collaboration=table.case, number=number, position=number, name=f"任务 {number}",
                 department=table.company.sales)
            for number in range(first, last + 1)
        )  # fmt: skip
        for task in tasks[:3]:
            deliveries.deliver(task, evidence="x", by=table.company.zhou)
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/collaborations/{table.case.pk}/outcome")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 20
