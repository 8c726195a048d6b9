from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import delivered, verdicts
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import acceptances
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK
from tongzhou.progress.actions import rounds
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.models import CheckIn
from tongzhou.progress.states import OWED_IN

SignIn = Callable[[Any], Client]
HALF = Update(percent=50, state="in_progress", risk="人手紧", next_week="联调")


def address(task: Task) -> str:
    return f"/tasks/{task.pk}/check-ins"


def test_who_carries_a_task_updates_it_in_one_form(table: Table, signed_in: SignIn) -> None:
    rounds.open_round(table.case)
    client = signed_in(table.company.zhou)
    said = {"state": "in_progress", "percent": "40", "risk": "样本偏少", "next_week": "补 20 份"}
    response = send(client, address(table.survey), **said)

    assert (response.status_code, response.url) == (
        303,
        f"/collaborations/{table.case.pk}/progress",
    )
    table.survey.refresh_from_db()
    assert (table.survey.percent, table.survey.state) == (40, "in_progress")
    entry = Entry.objects.get(kind="task.progress_noted")
    assert (entry.actor, entry.payload["percent"]) == (table.company.zhou.pk, 40)
    assert Ball.objects.get(kind="check_in", matter=table.survey.pk).state == "coming"
    shown = page(client, response.url).css_first(f"#row-{table.survey.pk}")
    assert shown.css_first("[name=next_week]").attributes["value"] == "补 20 份"


def test_with_script_the_row_comes_back_alone(table: Table, signed_in: SignIn) -> None:
    client = signed_in(table.company.zhou)
    fields = {"once": uuid4().hex, "state": "in_progress", "percent": "40"}
    response = client.post(address(table.survey), fields, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response.content.decode().lstrip().startswith(f'<tr id="row-{table.survey.pk}"')


def test_with_script_a_wrong_row_keeps_what_was_typed(table: Table, signed_in: SignIn) -> None:
    fields = {"once": uuid4().hex, "state": "in_progress", "percent": "一半", "risk": "样本偏少"}
    client = signed_in(table.company.zhou)
    response = client.post(address(table.survey), fields, headers={"HX-Request": "true"})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="一半"' in html
    assert 'value="样本偏少"' in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("percent", ["１２", " 12 ", "12%", "１２％"])
def test_a_figure_counts_as_people_type_it(table: Table, signed_in: SignIn, percent: str) -> None:
    send(signed_in(table.company.zhou), address(table.survey), state="in_progress", percent=percent)
    assert CheckIn.objects.get().percent == 12


@pytest.mark.parametrize("percent", ["", "-1", "101", "1.5", "一半", "9" * 100_000, "\0"])
def test_other_figures_are_refused_at_their_field(
    table: Table, signed_in: SignIn, percent: str
) -> None:
    client = signed_in(table.company.zhou)
    response = send(
        client, address(table.survey), state="in_progress", percent=percent, risk="样本偏少"
    )
    assert response.status_code == 422
    assert errors(response)
    assert typed(response, "risk") == "样本偏少"
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("field", ["risk", "next_week"])
def test_a_hundred_thousand_characters_are_kept_but_not_taken(
    table: Table, signed_in: SignIn, field: str
) -> None:
    client = signed_in(table.company.zhou)
    fields = {"state": "in_progress", "percent": "10", field: "字" * 100_000}
    response = send(client, address(table.survey), **fields)
    assert response.status_code == 422
    assert len(typed(response, field)) == 100_000


@pytest.mark.parametrize(
    "update",
    [
        Update(percent=101, state="in_progress"),
        Update(percent=1, state="delivered"),
        Update(percent=1, state="in_progress", risk="字" * 1001),
    ],
)
def test_the_action_itself_judges_the_input(table: Table, update: Update) -> None:
    with pytest.raises(Invalid):
        rounds.check_in(table.survey, update, by=table.company.zhou)


def test_only_those_who_carry_it_or_answer_for_the_department_update(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    for person in (company.wu, company.huang, company.li):
        with pytest.raises(Refused):
            rounds.check_in(table.survey, HALF, by=person)
    for person in (company.zhou, company.zhao):
        rounds.check_in(table.survey, HALF, by=person)
    for person, status in ((company.huang, 403), (company.qian, 404)):
        client = signed_in(person)
        response = send(client, address(table.survey), state="in_progress", percent="1")
        assert response.status_code == status


@pytest.mark.parametrize(
    "state", [one.key for one in COLLABORATION.states if one.key != "delivering"]
)
def test_updates_belong_to_the_delivering_stage(table: Table, state: str) -> None:
    Collaboration.objects.filter(pk=table.case.pk).update(state=state, resumes_to="delivering")
    with pytest.raises(NotPossibleNow):
        rounds.check_in(table.survey, HALF, by=table.company.zhou)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("state", [one.key for one in TASK.states if one.key not in OWED_IN])
def test_what_is_delivered_needs_no_update(table: Table, state: str) -> None:
    Task.objects.filter(pk=table.survey.pk).update(state=state)
    with pytest.raises(NotPossibleNow):
        rounds.check_in(table.survey, HALF, by=table.company.zhou)


def test_the_same_form_twice_is_one_update(table: Table, signed_in: SignIn) -> None:
    client, once = signed_in(table.company.zhou), uuid4().hex
    for _ in range(2):
        send(client, address(table.survey), once=once, state="in_progress", percent="40")
    assert CheckIn.objects.count() == 1
    assert Entry.objects.filter(kind="task.progress_noted").count() == 1


def test_the_page_of_a_task_tells_every_status_it_had(table: Table, signed_in: SignIn) -> None:
    company = table.company
    rounds.check_in(table.survey, Update(percent=0, state="not_started"), by=company.zhou)
    rounds.check_in(table.survey, HALF, by=company.zhao)
    delivery = delivered(table)
    judged = Judged(verdicts=verdicts(delivery, "unmet"), sentence="差 3 条")
    acceptances.return_delivery(delivery, judged, by=company.lin)
    shown = page(signed_in(company.wang), f"/tasks/{table.survey.pk}/check-in")
    lines = [" ".join(one.text().split()) for one in shown.css(".statuses li")]
    assert [line.split(" · ")[0].rsplit(" ", 1)[0] for line in lines[:2]] == [
        "已交付 → 进行中", "进行中 → 已交付",
    ]  # fmt: skip
    assert lines[2].startswith("未开始 → 进行中 0% → 50% · 人手紧")
    assert "赵刚" in lines[2]
    assert lines[3].startswith("未开始 0%")


def test_an_echo_of_a_delivery_stays_out_of_the_timeline(table: Table, signed_in: SignIn) -> None:
    delivered(table)
    assert Entry.objects.filter(kind="task.moved").exists()
    shown = page(signed_in(table.company.lin), f"/collaborations/{table.case.pk}/timeline")
    assert len([one for one in shown.css(".timeline li") if "用户需求调研" in one.text()]) == 1
