from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import delivered, people, verdicts
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow, Refused, WithoutEffect
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import acceptances, cosignatures
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.models import Cosignature, Delivery
from tongzhou.outcomes.states import COSIGNATURE
from tongzhou.plans.models import Support, Task

SignIn = Callable[[Any], Client]


def reviewed(table: Table) -> tuple[Delivery, Cosignature]:
    """The product department's row, which the sales department supports."""
    delivery = delivered(table, table.review)
    return delivery, Cosignature.objects.get(delivery=delivery)


def judged(delivery: Delivery, by: Any, verb: str = "accept_delivery") -> None:
    said = Judged(verdicts=verdicts(delivery), sentence="达标")
    getattr(acceptances, verb)(delivery, said, by=by)
    delivery.refresh_from_db()


def state_of(task: Task) -> str:
    return str(Task.objects.values_list("state", flat=True).get(pk=task.pk))


def test_an_acceptance_stands_once_the_supporting_department_has_co_signed(
    table: Table, signed_in: SignIn
) -> None:
    delivery, row = reviewed(table)
    ball = Ball.objects.get(kind="cosignature")
    assert (ball.matter, ball.department, ball.person) == (
        row.pk, table.company.sales, table.company.zhou,
    )  # fmt: skip
    judged(delivery, table.company.lin)
    assert (delivery.state, state_of(table.review)) == ("co_signing", "delivered")
    assert not Ball.objects.filter(kind="delivery", matter=delivery.pk).exists()
    client, there = signed_in(table.company.zhou), f"/cosignatures/{row.pk}"
    assert page(client, "/").css_first(f'a[href="{there}"]') is not None
    assert page(client, there).css_first(f'form[action="{there}/signatures"]') is not None
    answer = send(client, f"{there}/signatures", sentence="销售侧试用通过")
    assert (answer.status_code, answer.url) == (303, f"/deliveries/{delivery.pk}")
    delivery.refresh_from_db()
    assert (delivery.state, state_of(table.review)) == ("accepted", "accepted")
    assert Entry.objects.filter(kind="delivery.completed", subject=delivery.pk).count() == 1
    assert not Ball.objects.filter(kind="cosignature").exists()
    assert "销售侧试用通过" in page(client, f"/deliveries/{delivery.pk}").body.text()


def test_nobody_is_sent_to_judge_what_only_waits_to_be_co_signed(
    table: Table, signed_in: SignIn
) -> None:
    delivery, _row = reviewed(table)
    client, overview = signed_in(table.company.lin), f"/collaborations/{table.case.pk}/outcome"
    judging = f'main a.btn[href="/deliveries/{delivery.pk}"]'
    assert page(client, overview).css_first(judging) is not None
    judged(delivery, table.company.lin)
    after = page(client, overview)
    assert after.css_first(judging) is None
    assert delivery.get_state_display() in after.css_first("main .list").text()


def test_who_co_signs_first_leaves_the_judgement_to_the_acceptor(table: Table) -> None:
    delivery, row = reviewed(table)
    cosignatures.co_sign(row, by=table.company.zhou)
    delivery.refresh_from_db()
    assert (delivery.state, state_of(table.review)) == ("delivered", "delivered")
    judged(delivery, table.company.lin)
    assert (delivery.state, state_of(table.review)) == ("accepted", "accepted")


@pytest.mark.parametrize("accepted_before", [False, True])
def test_an_objection_sends_the_task_back_with_its_reason(
    table: Table, signed_in: SignIn, accepted_before: bool
) -> None:
    delivery, row = reviewed(table)
    if accepted_before:
        judged(delivery, table.company.lin)
    client, there = signed_in(table.company.zhou), f"/cosignatures/{row.pk}/objections"
    assert errors(send(client, there, reason=" "))
    assert typed(send(client, there, reason="字" * 6000), "reason") == "字" * 6000
    assert send(client, there, reason="演示环境打不开").status_code == 303
    delivery.refresh_from_db()
    assert (delivery.state, state_of(table.review)) == ("returned", "in_progress")
    assert "演示环境打不开" in page(client, f"/deliveries/{delivery.pk}").body.text()
    assert Entry.objects.get(kind="delivery.objected").payload["reason"] == "演示环境打不开"
    again, second = delivered(table, table.review), Cosignature.objects.order_by("id").last()
    assert (again.round, second and second.state) == (2, "awaited")


def test_a_return_asks_the_departments_concerned_no_longer(table: Table) -> None:
    delivery, row = reviewed(table)
    judged(delivery, table.company.lin, "return_delivery")
    row.refresh_from_db()
    assert row.state == "lapsed"
    assert not Ball.objects.filter(kind__in=("delivery", "cosignature")).exists()
    with pytest.raises(NotPossibleNow):
        cosignatures.co_sign(row, by=table.company.zhou)


@pytest.mark.check("T029")
def test_nobody_else_co_signs_and_nobody_twice(table: Table, signed_in: SignIn) -> None:
    _delivery, row = reviewed(table)
    for person in (table.company.lin, table.company.wang, table.company.wang_gong):
        with pytest.raises(Refused):
            cosignatures.co_sign(row, by=person)
    outsider = signed_in(table.company.qian)
    assert outsider.get(f"/cosignatures/{row.pk}").status_code == 404
    assert (
        send(signed_in(table.company.lin), f"/cosignatures/{row.pk}/signatures").status_code == 403
    )
    cosignatures.co_sign(row, by=table.company.zhou)
    for state in (one.key for one in COSIGNATURE.states if one.key != "awaited"):
        assert not COSIGNATURE.allows(state, "co_sign")
    with pytest.raises(NotPossibleNow):
        cosignatures.object_to(row, reason="再看看", by=table.company.zhao)


def test_a_row_of_the_initiator_is_accepted_by_one_and_co_signed_by_the_others(
    table: Table,
) -> None:
    for department in (table.company.sales, table.company.service):
        Support.objects.create(task=table.campaign, department=department)
    delivery = delivered(table, table.campaign)
    judged(delivery, people(table)[table.campaign][1])
    assert delivery.state == "co_signing"
    given = Cosignature.objects.get(state="signed")
    assert given.department == table.company.sales
    left = Cosignature.objects.get(state="awaited")
    cosignatures.co_sign(left, by=table.company.huang)
    delivery.refresh_from_db()
    assert delivery.state == "accepted"


@pytest.mark.django_db(transaction=True)
def test_acceptor_and_concerned_department_at_the_same_moment_complete_it_once(
    table: Table,
) -> None:
    delivery, row = reviewed(table)
    said = Judged(verdicts=verdicts(delivery), sentence="达标")
    outcomes = at_once(
        lambda: acceptances.accept_delivery(delivery, said, by=table.company.lin),
        lambda: cosignatures.co_sign(row, by=table.company.zhou),
    )
    if not any(isinstance(one, Exception) for one in outcomes):
        delivery.refresh_from_db()
        assert (delivery.state, state_of(table.review)) == ("accepted", "accepted")
    else:
        assert sum(isinstance(one, WithoutEffect) for one in outcomes) <= 1
