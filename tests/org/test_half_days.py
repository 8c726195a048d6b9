"""Half-days count four hours; a holiday file is looked at first and never overrides own days."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.company import Company
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org import actions, calendars
from tongzhou.org.holidays import read_holidays
from tongzhou.org.models import CalendarDay, Person

UNPUBLISHED = "未公布，按周末估算"
SignIn = Callable[[Person], Client]
FRIDAY = date(2026, 3, 13)
CALENDAR = WorkCalendar(halves=frozenset({FRIDAY}))


@pytest.fixture(autouse=True)
def _fresh_calendar() -> Iterator[None]:
    calendars.forget()
    yield
    calendars.forget()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.zone)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-12T17:00", 1, "2026-03-12T18:00"),
        ("2026-03-12T17:00", 2, "2026-03-13T10:00"),
        ("2026-03-13T09:00", 4, "2026-03-13T13:00"),
        ("2026-03-13T09:00", 5, "2026-03-16T10:00"),
        ("2026-03-12T09:00", 24, "2026-03-17T14:00"),
    ],
)
def test_a_half_day_is_worth_four_hours(start: str, hours: int, end: str) -> None:
    assert CALENDAR.add_working_hours(at(start), hours) == at(end)
    assert CALENDAR.working_hours_between(at(start), at(end)) == hours


def test_the_weekly_update_is_due_when_a_half_friday_ends() -> None:
    assert CALENDAR.week_deadline(date(2026, 3, 9)) == at("2026-03-13T13:00")
    assert WorkCalendar().week_deadline(date(2026, 3, 9)) == at("2026-03-13T17:30")


@given(
    halves=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 2, 28)), max_size=12),
    minutes=st.integers(0, 31 * 24 * 60),
    hours=st.integers(0, 80),
)
def test_hours_added_are_the_hours_between(
    halves: frozenset[date], minutes: int, hours: int
) -> None:
    calendar = WorkCalendar(halves=halves)
    begins = at("2026-01-01T00:00") + timedelta(minutes=minutes)
    ends = calendar.add_working_hours(begins, hours)
    assert calendar.working_hours_between(begins, ends) == pytest.approx(hours)
    first = begins.date()
    days = [first + timedelta(days=n) for n in range((ends.date() - first).days + 1)]
    assert sum(map(calendar.hours_of, days)) >= hours - 1e-6


def test_a_half_day_is_set_on_the_page_and_counts(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    typed = {"day": "2026-03-13", "kind": "half", "name": "公司半天", "once": uuid4().hex}
    assert browser.post(reverse("calendar"), typed).status_code == 303
    assert calendars.calendar().hours_of(FRIDAY) == 4
    page = browser.get(reverse("calendar"), {"year": "2026"}).content.decode()
    assert "公司半天" in page
    assert 'class="half"' in page
    actions.clear_day(FRIDAY, by=company.administrator)
    assert calendars.calendar().hours_of(FRIDAY) == 8
    with pytest.raises(NotPossibleNow):
        actions.clear_day(FRIDAY, by=company.administrator)
    with pytest.raises(Refused):
        actions.set_day(FRIDAY, by=company.li, is_working=True, is_half=True, name="x")


def test_every_second_saturday_is_worked_but_those_already_decided(
    company: Company, signed_in: SignIn
) -> None:
    by = company.administrator
    actions.set_day(date(2026, 3, 28), by=by, is_working=False, name="年会")
    browser = signed_in(by)
    address = reverse("calendar-alternations")
    typed = {"first": "2026-02-28", "until": "2026-04-30", "name": "大周"}
    assert browser.post(address, {**typed, "first": "2026-03-02"}).status_code == 422
    assert browser.post(address, {**typed, "until": "2027-06-01"}).status_code == 422
    assert browser.post(address, typed).status_code == 303
    made = CalendarDay.objects.filter(name="大周").values_list("day", flat=True)
    assert list(made.order_by("day")) == [date(2026, 3, 14), date(2026, 4, 11), date(2026, 4, 25)]
    assert calendars.calendar().is_working_day(date(2026, 4, 11))
    assert not calendars.calendar().is_working_day(date(2026, 4, 18))
    assert browser.post(address, typed).status_code == 409
    with pytest.raises(Refused):
        actions.alternate_weeks(date(2026, 5, 2), date(2026, 6, 1), by=company.li, name="大周")


def test_every_error_of_a_file_is_named_by_its_entry() -> None:
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-02-30", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "", "date": "2027-01-02", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-03", "isOffDay": "yes"},
        {"name": "元旦", "date": "2031-01-03", "isOffDay": True},
        "x",
    ]
    read = read_holidays(json.dumps({"year": 2027, "days": days}))
    assert [one.day for one in read.days] == [date(2027, 1, 1)]
    assert len(read.errors) == 6
    assert all(str(number) in error for number, error in enumerate(read.errors, 2))


def test_december_of_the_year_before_belongs_to_the_file() -> None:
    days = [{"name": "元旦", "date": "2026-12-31", "isOffDay": True}]
    assert not read_holidays(json.dumps({"year": 2027, "days": days})).errors


def test_an_import_leaves_own_days_as_they_were_decided(
    company: Company, signed_in: SignIn
) -> None:
    by = company.administrator
    actions.set_day(date(2027, 1, 4), by=by, is_working=False, name="公司日")
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-04", "isOffDay": False},
    ]
    text = json.dumps({"year": 2027, "days": days})
    shown = signed_in(by).post(reverse("calendar-imports"), {"text": text}).content.decode()
    assert "保留" in shown
    assert CalendarDay.objects.count() == 1
    assert actions.import_holidays(text, by=by) == 1
    assert not calendars.calendar().is_working_day(date(2027, 1, 4))
    assert actions.import_holidays(text, by=by) == 1
    with pytest.raises(Invalid):
        actions.import_holidays("{", by=by)


def test_the_page_says_when_a_year_is_not_published(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.feng)
    assert UNPUBLISHED in _page(browser, year="2027")
    with clock.at(datetime(2026, 11, 21, 10, tzinfo=clock.zone())):
        assert UNPUBLISHED in _page(browser)
    with clock.at(datetime(2026, 3, 21, 10, tzinfo=clock.zone())):
        assert UNPUBLISHED not in _page(browser)


def _page(browser: Client, **asked: str) -> str:
    """What stands on it; the words for the script, below it, always hold the sentence."""
    html = browser.get(reverse("calendar"), asked).content.decode()
    found = LexborHTMLParser(html).css_first("main")
    assert found
    return found.text()
