from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.models import Task

SignedIn = Callable[[Person], Client]


def test_the_plan_shows_its_rows_and_what_the_checker_says(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    page = signed_in(company.li).get(reverse("plan", args=[case.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "用户需求收集" in text
    assert "2023年7月3日 – 7月20日" in text or "7月3日 – 7月20日" in text
    assert f'<tr id="row-{task.pk}" data-row data-open="a">' in text


def test_who_may_not_edit_gets_no_editable_cells(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    text = signed_in(company.wang).get(reverse("plan", args=[case.pk])).content.decode()
    assert "用户需求收集" in text
    assert "data-open" not in text


@pytest.mark.check("T005")
@pytest.mark.parametrize("name", ["plan", "plan-workbook"])
def test_who_takes_no_part_finds_no_plan(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, name: str
) -> None:
    assert signed_in(company.qian).get(reverse(name, args=[case.pk])).status_code == 404


@pytest.mark.check("T005")
@pytest.mark.parametrize(
    "name", ["edit-task", "task-cells", "task-roles", "task-dependencies", "task-removals"]
)
def test_who_takes_no_part_finds_no_row(
    company: Company, task: Task, signed_in: SignedIn, name: str
) -> None:
    before = queries.row(task.pk)
    answer = signed_in(company.qian).post(reverse(name, args=[task.pk]), {"field": "name"})
    assert answer.status_code == 404
    assert queries.row(task.pk) == before


@pytest.mark.check("T179")
def test_the_plan_asks_as_often_for_a_hundred_rows_as_for_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    counts = {1: _queries(browser, case)}
    for size in (10, 100):
        while Task.objects.filter(collaboration=case).count() < size:
            sound(company, case)
        counts[size] = _queries(browser, case)
    assert counts[1] == counts[10] == counts[100]
    assert counts[100] <= 20


def _queries(browser: Client, case: Collaboration) -> int:
    address = reverse("plan", args=[case.pk])
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_a_row_can_be_added_and_a_wrong_one_keeps_its_text(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    address = reverse("tasks", args=[case.pk])
    wrong = {"name": "推广", "department": str(company.sales.pk), "dates": "2月30日"}
    refused = browser.post(address, {**wrong, "once": uuid4().hex})
    assert refused.status_code == 422
    assert 'value="2月30日"' in refused.content.decode()
    taken = browser.post(address, {**wrong, "dates": "8月1日-8月15日", "once": uuid4().hex})
    assert taken.status_code == 303
    assert [row.name for row in queries.table(case.pk)] == ["推广"]


@pytest.mark.check("T050")
def test_a_row_added_twice_by_one_form_is_one_row(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    sent = {"name": "推广", "department": str(company.sales.pk), "once": uuid4().hex}
    for _click in range(2):
        assert browser.post(reverse("tasks", args=[case.pk]), sent).status_code == 303
    assert len(queries.table(case.pk)) == 1


def test_the_form_page_saves_several_cells_without_script(
    company: Company, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.zhao)
    address = reverse("edit-task", args=[task.pk])
    assert browser.get(address).status_code == 200
    sent = {
        "name": "新名字", "was_name": "用户需求收集", "start": "2023-07-04", "end": "2023-07-21",
        "was_dates": "2023-07-03 ~ 2023-07-20", "once": uuid4().hex,
    }  # fmt: skip
    assert browser.post(address, sent).status_code == 303
    row = queries.row(task.pk)
    assert (row.name, row.text("dates")) == ("新名字", "2023-07-04 ~ 2023-07-21")


@pytest.mark.check("T047")
def test_the_form_page_shows_both_texts_when_somebody_was_faster(
    company: Company, task: Task, signed_in: SignedIn
) -> None:
    sent = {"name": "我的名字", "was_name": "旧名字", "buffer_days": "9", "was_buffer_days": "3"}
    answer = signed_in(company.zhao).post(
        reverse("edit-task", args=[task.pk]), {**sent, "once": uuid4().hex}
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "我的名字" in text
    assert "用户需求收集" in text
    assert queries.row(task.pk).buffer_days == 3


def test_a_row_is_taken_out_and_put_back(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    browser.post(reverse("task-removals", args=[task.pk]))
    page = browser.get(reverse("plan", args=[case.pk])).content.decode()
    assert f"/tasks/{task.pk}/restorations" in page
    browser.post(reverse("task-restorations", args=[task.pk]))
    assert len(queries.table(case.pk)) == 1


def test_where_a_date_falls_on_a_day_off_the_working_days_stand_beside_it(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Task.objects.filter(pk=task.pk).update(start="2023-07-01")
    text = signed_in(company.li).get(reverse("plan", args=[case.pk])).content.decode()
    assert "7月1日 – 7月20日" in text
    assert "工作日：7月3日 – 7月20日" in text
