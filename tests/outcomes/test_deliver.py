from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import accept, all_delivered, delivered, verdicts
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import acceptances, deliveries, results
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.models import Delivery, Result
from tongzhou.plans.models import Criterion, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.actions import rounds

SignIn = Callable[[Any], Client]


def test_a_task_is_handed_over_and_waits_for_acceptance(table: Table, signed_in: SignIn) -> None:
    rounds.open_round(table.case)
    client = signed_in(table.company.zhou)
    address = f"/collaborations/{table.case.pk}/outcome"
    link = page(client, address).css_first(f'[data-matter="{table.survey.pk}"] a.btn')
    there = link.attributes["href"] or ""
    assert page(client, there).css_first("[name=evidence]") is not None
    response = send(client, there, evidence="106 条需求", link="https://x.example/1")
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


def brought(table: Table, task: Task, **parts: str) -> dict[str, str]:
    """The fields of the only criterion of a task."""
    key = task.criteria.get().pk
    return {f"{part}-{key}": text for part, text in parts.items()}


def handed(table: Table, signed_in: SignIn, **fields: Any) -> Any:
    client = signed_in(table.company.zhou)
    return send(client, f"/tasks/{table.survey.pk}/deliveries", evidence="需求清单", **fields)


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        ("106 条", "met"),
        ("100", "met"),
        ("９９条", "unmet"),
        ("106 份", "cannot_tell"),
        ("", "cannot_tell"),
    ],
)
def test_a_figure_is_set_against_what_the_criterion_asks(
    table: Table, signed_in: SignIn, amount: str, verdict: str
) -> None:
    fields = brought(table, table.survey, amount=amount, source="CRM 导出")
    assert handed(table, signed_in, **fields).status_code == 303
    result = Result.objects.get()
    assert (result.kind, result.verdict) == ("count", verdict)
    shown = page(signed_in(table.company.lin), f"/deliveries/{result.delivery_id}")
    ticked = shown.css("input[type=radio][checked]")
    expected = [] if verdict == "cannot_tell" else [verdict]
    assert [one.attributes["value"] for one in ticked] == expected


def test_a_wrong_figure_is_marked_and_nothing_typed_is_lost(
    table: Table, signed_in: SignIn
) -> None:
    fields = brought(table, table.survey, amount="许多", source="CRM 导出")
    response = handed(table, signed_in, **fields)
    assert (response.status_code, bool(errors(response))) == (422, True)
    assert typed(response, "evidence") == "需求清单"
    assert not Delivery.objects.exists()


def test_what_its_figure_denies_is_only_accepted_with_a_reason(
    table: Table, signed_in: SignIn
) -> None:
    handed(table, signed_in, **brought(table, table.survey, amount="99 条"))
    delivery = Delivery.objects.get()
    judged = Judged(verdicts=verdicts(delivery))
    with pytest.raises(Invalid):
        acceptances.accept_delivery(delivery, judged, by=table.company.lin)
    reason = Judged(verdicts=verdicts(delivery), sentence="另有 3 条已口头确认")
    assert acceptances.accept_delivery(delivery, reason, by=table.company.lin)


def test_files_come_with_the_delivery_and_show_that_a_file_criterion_is_met(
    table: Table, signed_in: SignIn
) -> None:
    Criterion.objects.filter(task=table.survey).update(text="《用户需求汇总报告》定稿")
    report = SimpleUploadedFile("需求汇总.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    assert handed(table, signed_in, attached=report).status_code == 303
    result = Result.objects.get()
    assert (result.kind, result.has_file, result.verdict) == ("file", True, "met")
    address = f"/deliveries/{result.delivery_id}"
    assert "需求汇总.pdf" in page(signed_in(table.company.lin), address).body.text()


def test_who_is_named_confirms_and_nobody_else(table: Table, signed_in: SignIn) -> None:
    company = table.company
    Criterion.objects.filter(task=table.survey).update(text="客服部书面确认")
    fields = brought(table, table.survey, person="徐帆")
    assert handed(table, signed_in, **fields).status_code == 303
    result = Result.objects.get()
    assert (result.kind, result.person, result.verdict) == ("person", company.xu, "cannot_tell")
    address = f"/deliveries/{result.delivery_id}/results/{result.pk}/confirmations"
    assert send(signed_in(company.lin), address).status_code == 403
    client = signed_in(company.xu)
    assert "客服部书面确认" in page(client, "/").body.text()
    assert page(client, f"/deliveries/{result.delivery_id}").css_first(f'form[action="{address}"]')
    assert send(client, address).status_code == 303
    assert send(client, address).status_code == 409
    result.refresh_from_db()
    assert (result.verdict, result.confirmed_by) == ("met", company.xu)
    assert Entry.objects.filter(kind="delivery.criterion_confirmed").count() == 1
    other = delivered(table, table.complaints)
    wrong = f"/deliveries/{other.pk}/results/{result.pk}/confirmations"
    assert send(client, wrong).status_code == 422


def test_an_unknown_person_is_asked_for_again(table: Table, signed_in: SignIn) -> None:
    Criterion.objects.filter(task=table.survey).update(text="客服部书面确认")
    for name in ("没有这个人", "徐帆、陈静"):
        response = handed(table, signed_in, **brought(table, table.survey, person=name))
        assert (response.status_code, bool(errors(response))) == (422, True)


@pytest.mark.parametrize(("day", "verdict"), [("2023-07-21", "met"), ("2023-07-22", "unmet")])
def test_a_date_is_met_on_the_day_and_no_later(
    table: Table, signed_in: SignIn, day: str, verdict: str
) -> None:
    Criterion.objects.filter(task=table.survey).update(text="7月21日前完成")
    assert handed(table, signed_in, **brought(table, table.survey, day=day)).status_code == 303
    assert Result.objects.get().verdict == verdict


def test_criteria_changed_meanwhile_are_looked_at_again(table: Table) -> None:
    stale = {table.survey.criteria.get().pk: results.Brought()}
    table.survey.criteria.all().delete()
    handed = deliveries.Handed(evidence="清单", brought=stale)
    with pytest.raises(Invalid):
        deliveries.hand_over(table.survey, handed, by=table.company.zhou)
