"""Working days and hours against the published calendar of 2026 and by their own laws."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.calendars import bundled

SHANGHAI = ZoneInfo("Asia/Shanghai")
PUBLISHED = WorkCalendar({day: works for day, (works, _name) in bundled().items()})
PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
OFF_2026 = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"),
            ("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")]  # fmt: skip
WORKED_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_the_holidays_of_2026_are_those_of_the_state_council() -> None:
    off = set()
    for first, last in OFF_2026:
        day = date.fromisoformat(f"2026-{first}")
        while day <= date.fromisoformat(f"2026-{last}"):
            off.add(day)
            day += timedelta(days=1)
    worked = {date.fromisoformat(f"2026-{day}") for day in WORKED_2026}
    known = {day: works for day, works in PUBLISHED.days.items() if day.year == 2026}
    assert {day for day, works in known.items() if not works} == off
    assert {day for day, works in known.items() if works} == worked


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_bundled_year_is_published(year: int) -> None:
    assert PUBLISHED.is_published(year)


def test_a_year_without_a_notice_counts_weekends_only() -> None:
    assert not PUBLISHED.is_published(2027)
    assert PUBLISHED.is_working_day(date(2027, 10, 1))
    assert not PUBLISHED.is_working_day(date(2027, 10, 2))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-03-07", 0, "2026-03-07"),
        ("2023-08-25", 5, "2023-09-01"),
    ],
)
def test_days_are_added_over_holidays_and_make_up_days(start: str, count: int, end: str) -> None:
    found = PUBLISHED.add_working_days(date.fromisoformat(start), count)
    assert found == date.fromisoformat(end)


def test_the_next_working_day_is_never_the_day_itself() -> None:
    assert PUBLISHED.next_working_day(date(2026, 9, 24)) == date(2026, 9, 28)


@given(DAYS, st.integers(-60, 60))
def test_counting_undoes_adding(day: date, count: int) -> None:
    assert PUBLISHED.working_days_between(day, PUBLISHED.add_working_days(day, count)) == count


@given(DAYS, DAYS)
def test_counting_back_is_the_negative_of_counting_from_working_days(a: date, b: date) -> None:
    first, last = PUBLISHED.next_working_day(a), PUBLISHED.next_working_day(b)
    there = PUBLISHED.working_days_between(first, last)
    assert PUBLISHED.working_days_between(last, first) == -there


def test_days_within_counts_both_ends() -> None:
    assert PUBLISHED.working_days_within(date(2023, 7, 3), date(2023, 7, 7)) == 5


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2023-07-03 09:00", 8, "2023-07-03 18:00"),
        ("2023-07-03 09:00", 24, "2023-07-05 18:00"),
        ("2023-07-03 10:00", 24, "2023-07-06 10:00"),
        ("2023-07-03 11:30", 1, "2023-07-03 13:30"),
        ("2023-07-03 12:30", 1, "2023-07-03 14:00"),
        ("2023-07-03 20:00", 2, "2023-07-04 11:00"),
        ("2023-07-07 17:00", 2, "2023-07-10 10:00"),
        ("2023-09-28 17:00", 2, "2023-10-07 10:00"),
        ("2023-07-03 06:00", 0.5, "2023-07-03 09:30"),
    ],
)
def test_hours_are_added_in_working_time(start: str, hours: float, end: str) -> None:
    assert PUBLISHED.add_working_hours(at(start), hours) == at(end)


def test_hours_are_the_same_for_a_moment_written_in_utc() -> None:
    utc = at("2023-07-03 10:00").astimezone(UTC)
    assert PUBLISHED.add_working_hours(utc, 24) == at("2023-07-06 10:00")


@given(DAYS, st.integers(0, 24 * 60 - 1), st.integers(1, 200))
def test_counting_hours_undoes_adding_them(day: date, minute: int, quarters: int) -> None:
    start = datetime.combine(day, time(), tzinfo=SHANGHAI) + timedelta(minutes=minute)
    end = PUBLISHED.add_working_hours(start, quarters / 4)
    assert PUBLISHED.working_hours_between(start, end) == pytest.approx(quarters / 4)
    assert PUBLISHED.working_hours_between(end, start) == pytest.approx(-quarters / 4)


def test_hours_are_never_taken_away() -> None:
    with pytest.raises(ValueError, match="never taken away"):
        PLAIN.add_working_hours(at("2023-07-03 10:00"), -1)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2023-07-03", "2023-07-07 17:30"),
        ("2023-07-09", "2023-07-07 17:30"),
        ("2026-06-16", "2026-06-18 17:30"),
        ("2026-01-01", "2025-12-31 17:30"),
        ("2026-09-22", "2026-09-24 17:30"),
        ("2026-02-27", "2026-02-27 17:30"),
    ],
)
def test_the_week_is_due_on_friday_or_the_last_working_day_before(day: str, due: str) -> None:
    assert PUBLISHED.week_deadline(date.fromisoformat(day)) == at(due)


def test_a_week_nobody_works_has_no_deadline() -> None:
    assert PUBLISHED.week_deadline(date(2026, 2, 18)) is None


def test_a_week_worked_only_on_a_make_up_day_is_due_then() -> None:
    off = {date(2024, 1, 1) + timedelta(days=step): False for step in range(5)}
    assert WorkCalendar(off | {date(2024, 1, 6): True}).week_deadline(date(2024, 1, 2)) == at(
        "2024-01-06 17:30"
    )
