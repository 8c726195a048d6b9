from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.schedule.load import Carried, Carrier, loads, mondays

SignedIn = Callable[[Person], Client]
ZHOU = Carrier(uuid4(), "周婷", 1, Decimal(8))
WU = Carrier(uuid4(), "吴凡", 1, Decimal(4))


def test_an_estimate_is_spread_over_the_working_days_and_shared() -> None:
    weeks = mondays(date(2026, 7, 8))
    row = Carried((ZHOU.id, WU.id), date(2026, 7, 8), date(2026, 7, 14), Decimal(10))
    zhou, wu = loads([ZHOU, WU], [row], weeks, WorkCalendar())
    assert [cell.days for cell in zhou.cells[:3]] == [3, 2, 0]
    assert [cell.level for cell in zhou.cells[:3]] == [2, 1, 0]
    assert wu.is_too_much
    assert not zhou.is_too_much


def test_a_row_without_an_estimate_is_counted_but_not_weighed() -> None:
    row = Carried((ZHOU.id,), date(2026, 7, 6), date(2026, 7, 10), None)
    (line,) = loads([ZHOU], [row], mondays(date(2026, 7, 6)), WorkCalendar())
    assert (line.cells[0].unknown, line.cells[0].days) == (1, 0)


def test_work_in_a_week_nobody_works_is_not_invented() -> None:
    week_off = {date(2026, 10, day): False for day in range(5, 10)}
    row = Carried((ZHOU.id,), date(2026, 10, 5), date(2026, 10, 9), Decimal(5))
    (line,) = loads([ZHOU], [row], mondays(date(2026, 10, 5)), WorkCalendar(week_off))
    assert line.cells[0].days == 0


def test_a_department_sees_what_its_people_carry_everywhere(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Task.objects.filter(pk=task.pk).update(effort_days=Decimal(28))
    text = _page(signed_in(company.zhao), "department-plan", company.sales.pk)
    assert "用户需求收集" in text
    assert "周婷" in text
    assert 'class="l-4"' in text
    assert case.name in text


def test_a_person_finds_what_is_in_hand_and_a_late_one_stands_out(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Task.objects.filter(pk=task.pk).update(start="2023-06-01", end="2023-06-20")
    text = _page(signed_in(company.zhou), "person-plan", company.zhou.pk)
    assert "用户需求收集" in text
    assert "tone-seal" in text
    assert "手上没有任务" in _page(signed_in(company.zhou), "person-plan", company.gao.pk)


@pytest.mark.check("T005")
def test_what_the_reader_may_not_see_is_not_counted(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Task.objects.filter(pk=task.pk).update(effort_days=Decimal(28))
    outsider = signed_in(company.qian)
    for name, key in (("department-plan", company.sales.pk), ("person-plan", company.zhou.pk)):
        text = _page(outsider, name, key)
        assert "用户需求收集" not in text
        assert case.name not in text
        assert '<td class="l-4">' not in text


@pytest.mark.check("T179")
@pytest.mark.parametrize("name", ["department-plan", "person-plan"])
def test_the_page_asks_as_often_for_many_rows_as_for_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, name: str
) -> None:
    key = company.sales.pk if name == "department-plan" else company.zhou.pk
    browser = signed_in(company.zhao)
    counts = [_asked(browser, name, key)]
    for _row in range(12):
        sound(company, case)
    counts.append(_asked(browser, name, key))
    assert counts[0] == counts[1] <= 20


def _asked(browser: Client, name: str, key: object) -> int:
    _page(browser, name, key)
    with CaptureQueriesContext(connection) as asked:
        _page(browser, name, key)
    return len(asked)


def _page(browser: Client, name: str, key: object) -> str:
    answer = browser.get(reverse(name, args=[key]))
    assert answer.status_code == 200
    return answer.content.decode()
