from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration, Meeting, Milestone
from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.schedule.almanac import range_of, weeks

SignedIn = Callable[[Person], Client]


def test_the_month_shows_rows_milestones_meetings_and_holidays(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Milestone.objects.create(collaboration=case, name="方案定稿", on=date(2023, 7, 14))
    Meeting.objects.create(
        collaboration=case, kind="kickoff", called_by=company.li,
        starts_at=datetime(2023, 7, 5, 14, 30, tzinfo=clock.zone()),
    )  # fmt: skip
    text = _calendar(signed_in(company.li), case, "")
    assert text.count("用户需求收集</a>") == 3
    assert "方案定稿" in text
    assert "14:30" in text
    october = _calendar(signed_in(company.li), case, "?day=2023-10-01")
    assert "国庆节" in october
    assert "用户需求收集</a>" not in october


@pytest.mark.parametrize(
    "query", ["?span=week&day=2023-07-12", "?span=year&day=long-ago", "?day=0001-01-01"]
)
def test_whatever_is_asked_for_some_week_of_the_plan_is_shown(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, query: str
) -> None:
    assert "用户需求收集</a>" in _calendar(signed_in(company.li), case, query)


def test_a_month_begins_on_its_first_monday_or_before() -> None:
    july = range_of(date(2026, 7, 15), "month")
    assert (july.first, july.last) == (date(2026, 6, 29), date(2026, 8, 2))
    assert july.inside == (date(2026, 7, 1), date(2026, 7, 31))
    assert (july.before, july.after) == (date(2026, 6, 1), date(2026, 8, 1))
    december = range_of(date(2026, 12, 31), "month")
    assert december.after == date(2027, 1, 1)


def test_a_worked_saturday_is_no_day_off() -> None:
    calendar = WorkCalendar({date(2026, 10, 10): True, date(2026, 10, 7): False})
    week = weeks(
        (), (), range_of(date(2026, 10, 8), "week"),
        calendar=calendar, names={}, today=date(2026, 10, 8), most=5,
    )[0]  # fmt: skip
    assert [day.kind for day in week.days] == ["", "", "holiday", "", "", "makeup", "off"]


def test_a_week_with_many_rows_says_how_many_more(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    for _row in range(8):
        sound(company, case)
    assert "本周还有 2 项" in _calendar(signed_in(company.li), case, "?day=2023-07-01")
    assert "本周还有" not in _calendar(signed_in(company.li), case, "?span=week&day=2023-07-05")


@pytest.mark.check("T179")
def test_the_calendar_asks_as_often_for_many_rows_as_for_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    counts = [_asked(browser, case)]
    for _row in range(12):
        sound(company, case)
    counts.append(_asked(browser, case))
    assert counts[0] == counts[1] <= 20


def _asked(browser: Client, case: Collaboration) -> int:
    _calendar(browser, case, "")
    with CaptureQueriesContext(connection) as asked:
        _calendar(browser, case, "")
    return len(asked)


def _calendar(browser: Client, case: Collaboration, query: str) -> str:
    answer = browser.get(reverse("plan-calendar", args=[case.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()
