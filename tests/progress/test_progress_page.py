from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.forms import page
from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.models import Role, Task
from tongzhou.progress.actions import notices, rounds
from tongzhou.progress.actions.notices import Risk
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.queries import weeks as queries
from tongzhou.progress.queries.summaries import summary_text

SignIn = Callable[[Any], Client]


def test_the_number_of_queries_does_not_grow_with_the_rows(table: Table, signed_in: SignIn) -> None:
    client = signed_in(table.company.zhou)
    counts = []
    for first, last in ((5, 5), (6, 14), (15, 104)):
        grow(table, first, last)
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/collaborations/{table.case.pk}/progress")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 20


def grow(table: Table, first: int, last: int) -> None:
    """More tasks of the sales department; some have an update and a notice."""
    tasks = Task.objects.bulk_create(
        Task(collaboration=table.case, number=number, position=number, name=f"任务 {number}",
             department=table.company.sales, start=date(2023, 7, 3), end=date(2023, 7, 21))
        for number in range(first, last + 1)
    )  # fmt: skip
    Role.objects.bulk_create(
        Role(task=task, letter="R", person=table.company.zhou) for task in tasks
    )
    for task in tasks[:3]:
        rounds.check_in(task, Update(percent=10, state="in_progress"), by=table.company.zhou)
        notices.give_notice(task, Risk(fact="人手紧"), by=table.company.zhou)


def test_the_summary_says_who_is_where_what_is_at_risk_and_who_is_missing(table: Table) -> None:
    rounds.check_in(
        table.survey,
        Update(percent=40, state="in_progress", risk="样本偏少"),
        by=table.company.zhou,
    )
    rows = queries.weekly(table.case, table.company.lin)
    weekly = queries.current_round(table.case)
    assert weekly is not None
    text = summary_text(table.case, rows, weekly.due_at)
    assert "2023-07-07" in text
    assert "样本偏少" in text
    assert "还请更新：投诉分析" in text


@pytest.mark.parametrize("person", ["zhou", "lin", "chen_zong", "auditor"])
def test_everybody_who_sees_the_collaboration_sees_the_week(
    table: Table, signed_in: SignIn, person: str
) -> None:
    rounds.open_round(table.case)
    client = signed_in(getattr(table.company, person))
    seen = page(client, f"/collaborations/{table.case.pk}/progress")
    forms = seen.css("tr form")
    assert len(forms) == {"zhou": 1, "lin": 1}.get(person, 0)


def test_a_task_that_begins_later_is_not_missing_yet(table: Table, signed_in: SignIn) -> None:
    rounds.open_round(table.case)
    shown = page(signed_in(table.company.lin), f"/collaborations/{table.case.pk}/progress")
    missing = [one.text() for one in shown.css("#week-said li")]
    assert sorted(len([one for one in missing if name in one]) for name in ("调研", "投诉")) == [
        1,
        1,
    ]
    assert not any("需求评审" in one or "推广活动" in one for one in missing)
    assert "7月10日" in shown.css_first(f"#row-{table.review.pk}").text()


def test_whoever_carries_several_tasks_updates_them_on_one_page(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    Role.objects.filter(task=table.complaints, letter="R").update(person=company.zhou)
    Collaboration.objects.filter(pk=table.case.pk).update(number="协-2023-0009")
    other = table_module.build(company)
    other.in_force()
    for case in (table.case, other.case):
        rounds.open_round(case)
    client = signed_in(company.zhou)
    shown = page(client, "/week")
    rows = {one.attributes["data-matter"] for one in shown.css("tr[data-matter]")}
    assert rows == {str(table.survey.pk), str(table.complaints.pk), str(other.survey.pk)}
    assert len(shown.css("tr [name=percent]")) == 3
    fields = {"once": uuid4().hex, "state": "in_progress", "percent": "40"}
    address = f"/tasks/{other.survey.pk}/check-ins"
    assert client.post(address, fields, headers={"HX-Request": "true"}).status_code == 200
    assert "还差 2 项" in page(client, "/week").css_first(".page-head").text()
    assert page(signed_in(company.feng), "/week").css_first(".empty")


@pytest.mark.parametrize("path", ["/collaborations/{case}/stand-up", "/tasks/{task}/check-in"])
def test_the_pages_beside_it_stay_as_frugal(table: Table, signed_in: SignIn, path: str) -> None:
    client = signed_in(table.company.lin)
    grow(table, 5, 30)
    with CaptureQueriesContext(connection) as captured:
        page(client, path.format(case=table.case.pk, task=table.survey.pk))
    assert len(captured) <= 20
