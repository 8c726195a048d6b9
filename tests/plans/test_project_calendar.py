"""Calendars and baselines of Microsoft Project files, in and out."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.exchange.mspdi import parsed, read_project
from tongzhou.plans.exchange.mspdi_calendar import ProjectDays, project_days
from tongzhou.plans.exchange.mspdi_writing import write_project
from tongzhou.plans.models import Task
from tongzhou.plans.queries.baselines import days_of
from tongzhou.plans.queries.preview import preview_of

SignedIn = Callable[[Person], Client]
HOLIDAY, WORKED, HALF = date(2023, 7, 5), date(2023, 7, 8), date(2023, 7, 7)
CALENDAR = WorkCalendar({HOLIDAY: False, WORKED: True}, halves=frozenset({HALF}))
DAYS = ProjectDays(frozenset({0, 1, 2, 3, 4, 5}), CALENDAR)
BASELINE = (date(2023, 7, 4), date(2023, 7, 18))
REQUEST = {"name": "暑期", "department": "市场部", "year": "2023"}


@pytest.fixture
def file(company: Company, case: Collaboration, task: Task) -> bytes:
    rows = queries.table(case.pk)
    day = date(2023, 7, 1)
    return write_project("x", rows, days=DAYS, signed={task.pk: BASELINE}, today=day)


def test_what_is_written_out_is_read_back(file: bytes) -> None:
    found = read_project(file)
    assert found.special == {HOLIDAY: False}
    assert found.week == frozenset(range(6))
    assert found.lines[0].baseline == BASELINE
    assert [day for day in (HOLIDAY, WORKED, HALF) if found.works(day)] == [WORKED, HALF]


def test_the_baseline_of_a_file_is_drawn_until_a_version_is_signed_and_goes_out_again(
    company: Company, case: Collaboration, file: bytes, signed_in: SignedIn
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(number="协-2023-0900")
    mapping = {"request": {**REQUEST, "lead": str(company.marketing.pk)}}
    kept = imports.upload("x.xml", file, by=company.li)
    made = imports.confirm(imports.map_import(kept, mapping, by=company.li), by=company.li)
    row = made.tasks.get()
    assert (row.baseline_start, row.baseline_end) == BASELINE
    browser = signed_in(company.li)
    chart = browser.get(reverse("plan-gantt", args=[made.pk])).content.decode()
    assert "文件里的基线" in chart
    again = read_project(browser.get(reverse("plan-project", args=[made.pk])).content)
    assert again.lines[0].baseline == BASELINE
    assert (again.week, again.special) == (DAYS.week, {HOLIDAY: False})
    days = days_of(made.pk, queries.table(made.pk)).calendar
    assert [days.hours_of(day) for day in (HOLIDAY, WORKED, HALF)] == [0, 8, 4]


def test_days_the_calendars_disagree_on_are_told_before_anything_is_taken_over(
    company: Company, file: bytes
) -> None:
    kept = imports.upload("x.xml", file, by=company.li)
    told = [str(hint.sentence) for hint in preview_of(kept, by=company.li).contents.hints]
    assert any("2023-07-08" in one for one in told)
    assert any("2023-07-05" in one for one in told)


OLDER = """<Project xmlns="http://schemas.microsoft.com/project"><CalendarUID>3</CalendarUID><Calendars>
<Calendar><UID>1</UID><WeekDays/></Calendar><Calendar><UID>3</UID><WeekDays>
<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod>
<FromDate>2023-10-02T00:00:00</FromDate><ToDate>2023-10-06T23:59:00</ToDate></TimePeriod></WeekDay>
<WeekDay><DayType>0</DayType><TimePeriod><FromDate>soon</FromDate></TimePeriod></WeekDay>
</WeekDays></Calendar></Calendars><Tasks><Task><UID>1</UID><Name>a</Name>
<Start>2023-10-02</Start><Finish>2023-10-09</Finish><Baseline><Number>1</Number><Start>2023-10-01</Start>
<Finish>2023-10-03</Finish></Baseline></Task></Tasks></Project>"""


def test_older_files_keep_their_exceptions_among_the_weekdays() -> None:
    found = read_project(OLDER.encode())
    assert found.week == frozenset({1, 2, 3, 4, 5})
    assert sorted(found.special) == [date(2023, 10, day) for day in range(3, 7)]
    assert found.lines[0].baseline == (None, None)


@pytest.mark.parametrize("moment", ["²:00:00", "08:²0:00", "8", ""])
def test_a_moment_that_is_none_stops_no_export(file: bytes, moment: str) -> None:
    odd, times = re.subn("<FromTime>[^<]*", f"<FromTime>{moment}", file.decode())
    assert times
    assert project_days(parsed(odd.encode()), HOLIDAY, WORKED) is not None
