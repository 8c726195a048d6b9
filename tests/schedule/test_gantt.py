import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.agreements.table import Table
from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration, Milestone
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import add_dependency
from tongzhou.plans.models import Task

SignedIn = Callable[[Person], Client]
CHART = {"HTTP_ACCEPT": "text/html, application/problem+json"}
STOOD = "2023-07-03 ~ 2023-07-20"


def test_the_chart_draws_rows_milestones_and_how_long_they_take(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Milestone.objects.create(collaboration=case, name="方案定稿", on=date(2023, 7, 14))
    text = signed_in(company.li).get(reverse("plan-gantt", args=[case.pk])).content.decode()
    assert f'id="bar-{task.pk}"' in text
    assert 'data-start="2023-07-03" data-end="2023-07-20" data-may="edit"' in text
    assert "用户需求收集, 销售部" in text
    assert "方案定稿" in text
    assert 'class="g-today"' in text


@pytest.mark.parametrize("zoom", ["day", "week", "month", "quarter", "nonsense"])
def test_every_zoom_shows_the_bar(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, zoom: str
) -> None:
    address = reverse("plan-gantt", args=[case.pk]) + f"?zoom={zoom}"
    text = signed_in(company.li).get(address).content.decode()
    assert f'id="bar-{task.pk}"' in text


def test_without_dates_the_chart_says_where_to_begin(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    text = signed_in(company.li).get(reverse("plan-gantt", args=[case.pk])).content.decode()
    assert "还没有任务条" in text


def test_a_bar_that_was_dragged_stands_at_its_new_dates(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    answer = _drag(signed_in(company.li), task, "2023-07-05 ~ 2023-07-24")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-start="2023-07-05" data-end="2023-07-24"' in text
    assert 'id="plan-summary"' in text
    assert queries.row(task.pk).text("dates") == "2023-07-05 ~ 2023-07-24"


@pytest.mark.check("T047")
def test_a_bar_that_somebody_else_moved_meanwhile_stays_where_it_is(
    company: Company, task: Task, signed_in: SignedIn
) -> None:
    answer = _drag(
        signed_in(company.li), task, "2023-07-05 ~ 2023-07-24", was="2023-07-01 ~ 2023-07-02"
    )
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {"dates": STOOD}
    assert queries.row(task.pk).text("dates") == STOOD


def test_who_may_only_look_gets_bars_that_do_not_move(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.wang)
    text = browser.get(reverse("plan-gantt", args=[case.pk])).content.decode()
    assert "data-may" not in text
    assert _drag(browser, task, "2023-07-05 ~ 2023-07-24").status_code == 403


@pytest.mark.check("T035")
def test_a_signed_bar_begins_a_change_request_with_the_new_dates(
    table: Table, signed_in: SignedIn
) -> None:
    """The chart offers no edit, the server refuses one, and the form stands there filled in."""
    table.in_force()
    task = table.review
    browser = signed_in(table.company.wang)
    page = browser.get(reverse("plan-gantt", args=[table.case.pk])).content.decode()
    assert 'data-may="change"' in page
    assert 'data-may="edit"' not in page
    assert 'class="signed"' in page
    assert _drag(browser, task, "2023-08-07 ~ 2023-09-01", was=None).status_code == 409
    address = reverse("new-change", args=[table.case.pk])
    wanted = {"task": str(task.pk), "start": "2023-08-07", "end": "2023-09-01"}
    form = browser.get(address, wanted).content.decode()
    assert 'value="2023-08-07"' in form
    assert 'value="2023-09-01"' in form


def test_a_line_that_was_drawn_is_a_dependency_and_can_be_taken_away(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    other = sound(company, case)
    browser, address = signed_in(company.li), reverse("task-dependencies", args=[other.pk])
    drawn = browser.post(
        address, {"on": task.pk, "kind": "SS", "lag_days": "2", "once": uuid4().hex}, **CHART
    )
    assert drawn.status_code == 200
    assert "1 → 2 SS+2" in drawn.content.decode()
    assert queries.row(other.pk).text("waits_for") == "1SS+2"
    assert (
        "1 → 2"
        not in browser.post(
            address, {"on": task.pk, "remove": "1", "once": uuid4().hex}, **CHART
        ).content.decode()
    )


def test_a_line_that_closes_a_circle_is_refused_with_the_whole_way(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    first, second, third = (sound(company, case) for _ in range(3))
    for place, row in enumerate((first, second, third)):
        Task.objects.filter(pk=row.pk).update(name="ABC"[place])
    add_dependency(second, on=first, by=company.li)
    add_dependency(third, on=second, by=company.li)
    answer = signed_in(company.li).post(
        reverse("task-dependencies", args=[first.pk]), {"on": third.pk, "kind": "FS"}, **CHART
    )
    assert answer.status_code == 422
    assert "A → B → C → A" in answer.json()["sentence"]


def test_what_a_row_waits_for_is_said_without_script(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    other = sound(company, case)
    browser, address = signed_in(company.zhao), reverse("task-dependencies", args=[other.pk])
    assert "不用等其他任务" in browser.get(address).content.decode()
    sent = {"on": task.pk, "kind": "FF", "lag_days": "-1", "once": uuid4().hex}
    assert browser.post(address, sent).status_code == 303
    assert queries.row(other.pk).text("waits_for") == "1FF-1"
    wrong = browser.post(address, sent | {"lag_days": "很久", "once": uuid4().hex})
    assert wrong.status_code == 422


def test_a_line_to_a_signed_row_is_filled_into_a_change_request(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    browser = signed_in(table.company.li)
    address = reverse("task-dependencies", args=[table.campaign.pk])
    page = browser.get(address).content.decode()
    assert "发起变更申请" in page
    cases = (
        ({"on": table.survey.pk, "kind": "SS", "lag_days": "2"}, "1、2SS+2"),
        ({"on": table.review.pk, "kind": "FF"}, "1FF"),
        ({"on": table.review.pk, "remove": "1"}, ""),
    )
    for said, waits in cases:
        answer = browser.get(address, said)
        assert answer.status_code == 302
        found = parse_qs(urlsplit(answer.headers["Location"]).query, keep_blank_values=True)
        assert found == {"task": [str(table.campaign.pk)], "waits_for": [waits]}
        form = browser.get(answer.headers["Location"]).content.decode()
        assert re.search(rf'name="waits_for"[^>]*value="{re.escape(waits)}"', form)
    assert queries.row(table.campaign.pk).text("waits_for") == "1"


@pytest.mark.check("T005")
@pytest.mark.parametrize("name", ["plan-gantt", "plan-gantt-print"])
def test_who_takes_no_part_finds_no_chart(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, name: str
) -> None:
    assert signed_in(company.qian).get(reverse(name, args=[case.pk])).status_code == 404


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_sheet_of_paper_shows_every_row(
    company: Company, case: Collaboration, signed_in: SignedIn, count: int
) -> None:
    for _row in range(count):
        sound(company, case)
    text = signed_in(company.li).get(reverse("plan-gantt-print", args=[case.pk])).content.decode()
    assert text.count('class="g-bar') == count


@pytest.mark.check("T179")
def test_the_chart_asks_as_often_for_a_hundred_rows_as_for_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    counts = {1: _asked(browser, case)}
    while Task.objects.filter(collaboration=case).count() < 100:
        sound(company, case)
    counts[100] = _asked(browser, case)
    assert counts[1] == counts[100] <= 20
    page = browser.get(reverse("plan-gantt", args=[case.pk])).content
    assert len(page) < 140_000


def _asked(browser: Client, case: Collaboration) -> int:
    address = reverse("plan-gantt", args=[case.pk])
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def _drag(browser: Client, task: Task, value: str, *, was: str | None = STOOD) -> Any:
    sent = {"value": value, "once": uuid4().hex} | ({"was": was} if was else {})
    return browser.post(reverse("task-dates", args=[task.pk]), sent, **CHART)
