from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import page
from tests.reminders.asking import remind_of_the_week
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import now, zone
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.calendars import calendar
from tongzhou.plans.models import Task
from tongzhou.progress.actions import rounds
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.consumers import keep_the_rhythm
from tongzhou.progress.models import WeeklyRound

LAST_WORKING_DAYS = {
    "2026-01-02": "2025-12-31",
    "2026-05-01": "2026-04-30",
    "2026-06-19": "2026-06-18",
    "2026-09-25": "2026-09-24",
    "2026-10-02": "2026-09-30",
}


def move(clock: ModuleType, day: str, hour: int = 10) -> None:
    clock.move_to(datetime.combine(date.fromisoformat(day), time(hour), tzinfo=zone()))


def test_a_week_opens_once_with_a_ball_for_each_task_that_has_begun(table: Table) -> None:
    opened = rounds.open_round(table.case)
    assert opened == rounds.open_round(table.case)
    assert opened is not None
    assert opened.due_at == datetime(2023, 7, 7, 17, 30, tzinfo=zone())
    balls = Ball.objects.filter(kind="check_in", state="open")
    assert set(balls.values_list("matter", flat=True)) == {table.survey.pk, table.complaints.pk}
    assert {ball.person for ball in balls} == {table.company.zhou, table.company.huang}
    assert Entry.objects.filter(kind="round.opened").count() == 1


@pytest.mark.check("T074")
@pytest.mark.parametrize(("friday", "due"), LAST_WORKING_DAYS.items())
def test_before_a_holiday_friday_it_is_due_on_the_last_working_day(
    table: Table, clock: ModuleType, friday: str, due: str
) -> None:
    move(clock, str(date.fromisoformat(friday) - timedelta(days=4)))
    opened = rounds.open_round(table.case)
    assert opened is not None
    assert opened.due_at == datetime.combine(date.fromisoformat(due), time(17, 30), tzinfo=zone())


SATURDAYS = {
    "2026-01-04": date(2026, 1, 5),
    "2026-02-14": date(2026, 2, 23),
    "2026-02-28": date(2026, 3, 2),
    "2026-05-09": date(2026, 5, 11),
    "2026-09-20": date(2026, 9, 21),
    "2026-10-10": date(2026, 10, 12),
}
"""Make-up workdays at a weekend, and the week that comes for whoever updates then."""


@pytest.mark.check("T074")
@pytest.mark.parametrize(("day", "week"), SATURDAYS.items())
def test_a_worked_weekend_is_worked_but_its_updates_count_for_the_week_that_comes(
    table: Table, clock: ModuleType, day: str, week: date
) -> None:
    Task.objects.filter(pk=table.survey.pk).update(start=None)
    move(clock, day)
    assert calendar().is_working_day(date.fromisoformat(day))
    assert calendar().working_hours_between(now(), now() + timedelta(hours=2)) == 2
    update = Update(percent=5, state="in_progress")
    assert rounds.check_in(table.survey, update, by=table.company.zhou).round.week == week


@pytest.mark.check("T074")
def test_the_week_of_the_spring_festival_has_no_deadline_at_all(table: Table) -> None:
    assert calendar().week_deadline(date(2026, 2, 20)) is None


@pytest.mark.check("T074")
def test_a_date_in_a_year_without_published_holidays_says_so_wherever_it_is_shown(
    table: Table, clock: ModuleType, signed_in: Callable[[Any], Client]
) -> None:
    move(clock, "2026-12-28")
    Task.objects.filter(pk=table.survey.pk).update(start=date(2027, 1, 4), end=date(2027, 1, 15))
    Collaboration.objects.filter(pk=table.case.pk).update(wanted_date=date(2027, 1, 29))
    run_once()
    client = signed_in(table.company.zhou)
    for path in (f"/collaborations/{table.case.pk}", f"/collaborations/{table.case.pk}/brief"):
        head = page(client, path).css_first(".page-head").text(strip=True)
        assert "2027 年节假日未公布，按周末估算" in head
    row = page(client, f"/collaborations/{table.case.pk}/progress").css_first(
        f"#row-{table.survey.pk}"
    )
    assert "未公布，按周末估算" in row.text()
    strip = page(client, f"/tasks/{table.survey.pk}/check-in").css_first(".ball").text()
    assert "未公布，按周末估算" in strip


@pytest.mark.check("T074")
def test_a_week_off_has_no_round(table: Table, clock: ModuleType) -> None:
    move(clock, "2026-02-18")
    assert rounds.open_round(table.case) is None
    assert not WeeklyRound.objects.exists()


def test_after_the_deadline_the_missing_are_counted_and_keep_the_ball(
    table: Table, clock: ModuleType
) -> None:
    weekly = rounds.open_round(table.case)
    assert weekly is not None
    rounds.check_in(table.survey, Update(percent=10, state="in_progress"), by=table.company.zhou)
    rounds.close_round(weekly)
    weekly.refresh_from_db()
    assert weekly.state == "open"

    move(clock, "2023-07-07", 18)
    keep_the_rhythm()
    keep_the_rhythm()
    weekly.refresh_from_db()
    assert (weekly.state, weekly.expected, weekly.missing) == ("closed", 2, 1)
    entry = Entry.objects.get(kind="round.closed")
    assert (entry.actor, entry.payload["missing"]) == (None, 1)
    assert Ball.objects.get(kind="check_in", state="open").matter == table.complaints.pk


def test_who_updated_already_is_not_asked_again_that_week(table: Table) -> None:
    rounds.check_in(table.survey, Update(percent=10, state="in_progress"), by=table.company.zhou)
    rounds.open_round(table.case)
    assert Ball.objects.get(kind="check_in", matter=table.survey.pk).state == "coming"


@pytest.mark.parametrize("state", ["dividing", "signing", "paused", "accepting", "archived"])
def test_only_what_is_delivering_has_a_rhythm(table: Table, state: str) -> None:
    Collaboration.objects.filter(pk=table.case.pk).update(state=state, resumes_to="delivering")
    assert rounds.open_round(table.case) is None
    keep_the_rhythm()
    assert not WeeklyRound.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_open_one_week(table: Table) -> None:
    at_once(*[lambda: rounds.open_round(table.case)] * 4)
    assert WeeklyRound.objects.count() == 1
    assert Entry.objects.filter(kind="round.opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_updates_at_once_are_both_kept(table: Table) -> None:
    company = table.company
    at_once(
        lambda: rounds.check_in(table.survey, Update(percent=10, state="in_progress"), by=company.zhou),
        lambda: rounds.check_in(table.survey, Update(percent=20, state="in_progress"), by=company.zhao),
    )  # fmt: skip
    said = set(table.survey.check_ins.values_list("percent", flat=True))
    assert said == {10, 20}
    assert Task.objects.get(pk=table.survey.pk).percent in said


def told(kind: str) -> set[str]:
    run_once()
    return set(Notice.objects.filter(kind=kind).values_list("person__login", flat=True))


def test_on_the_last_day_only_those_are_reminded_who_have_not_updated(
    table: Table, clock: ModuleType
) -> None:
    rounds.open_round(table.case)
    rounds.check_in(table.survey, Update(percent=10, state="in_progress"), by=table.company.zhou)
    move(clock, "2023-07-06")
    remind_of_the_week()
    assert told("round.reminded") == set()
    move(clock, "2023-07-07", 7)
    remind_of_the_week()
    assert told("round.reminded") == set(), "nobody is bothered before the working day begins"
    move(clock, "2023-07-07", 9)
    remind_of_the_week()
    remind_of_the_week()
    assert told("round.reminded") == {"huang"}
    assert Entry.objects.filter(kind="round.reminded").count() == 1


def test_before_a_holiday_friday_the_reminder_comes_with_the_earlier_deadline(
    table: Table, clock: ModuleType
) -> None:
    move(clock, "2026-09-24", 9)
    Task.objects.filter(pk=table.survey.pk).update(start=None)
    rounds.open_round(table.case)
    remind_of_the_week()
    assert "zhou" in told("round.reminded")


def test_when_everybody_has_updated_nobody_is_reminded(table: Table, clock: ModuleType) -> None:
    rounds.open_round(table.case)
    for task, person in ((table.survey, "zhou"), (table.complaints, "huang")):
        by = getattr(table.company, person)
        rounds.check_in(task, Update(percent=10, state="in_progress"), by=by)
    move(clock, "2023-07-07", 9)
    remind_of_the_week()
    assert not Entry.objects.filter(kind="round.reminded").exists()


def test_everybody_who_works_on_it_hears_how_the_week_ended(
    table: Table, clock: ModuleType
) -> None:
    rounds.open_round(table.case)
    move(clock, "2023-07-07", 18)
    keep_the_rhythm()
    assert told("round.closed") >= {"lin", "li", "wang", "wang_gong", "zhou", "huang"}
    assert "gao" not in told("round.closed")


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once(table: Table, clock: ModuleType) -> None:
    rounds.open_round(table.case)
    move(clock, "2023-07-07", 9)
    at_once(remind_of_the_week, remind_of_the_week)
    assert Entry.objects.filter(kind="round.reminded").count() == 1


@pytest.mark.parametrize("more", [0, 10, 100])
def test_a_week_opens_with_as_few_questions_for_many_rows(table: Table, more: int) -> None:
    made = [
        Task(
            collaboration=table.case, number=100 + n, position=100 + n, name=f"任务 {n}",
            department=table.company.marketing, start=date(2023, 7, 3), end=date(2023, 8, 1),
        )
        for n in range(more)
    ]  # fmt: skip
    Task.objects.bulk_create(made)
    with CaptureQueriesContext(connection) as asked:
        opened = rounds.open_round(table.case)
    assert opened is not None
    assert opened.expected == 2 + more
    assert Ball.objects.filter(kind="check_in", state="open").count() == 2 + more
    assert len(asked) <= 30
