"""Before, at and after: told once each, to the right person, and not at all where it is of no use."""

from datetime import date, datetime, timedelta
from types import ModuleType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.at_once import at_once
from tests.company import Company
from tests.reminders.asking import remind, remind_of_rows, tell_in_time
from tests.waiting import waiting_ask
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import zone
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.progress.actions import notices
from tongzhou.progress.actions.notices import Risk
from tongzhou.reminders.actions import foretell, remind_of_row
from tongzhou.reminders.models import Nudge, RowReminder
from tongzhou.reminders.queries import rows_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    """Signed by all; the survey ends on Friday 7 July 2023."""
    table = table_module.build(company)
    table.in_force()
    Task.objects.exclude(pk=table.survey.pk).update(end=date(2023, 9, 29))
    Task.objects.filter(pk=table.survey.pk).update(end=date(2023, 7, 7))
    return table


def morning(clock: ModuleType, day: int, month: int = 7, hour: int = 10) -> None:
    clock.move_to(datetime(2023, month, day, hour, tzinfo=zone()))


def told() -> list[tuple[str, str]]:
    entries = Entry.objects.filter(kind__startswith="check_in.row_").order_by("seq")
    return [
        (entry.kind.partition("_row_")[2] or entry.kind[13:], entry.payload["person"])
        for entry in entries
    ]


@pytest.mark.check("T075", "T077")
def test_a_request_is_announced_once_before_its_deadline_and_never_at_night(
    company: Company, clock: ModuleType
) -> None:
    morning(clock, 3)
    ball = waiting_ask(company, due_at=clock.now() + timedelta(days=2))
    tell_in_time()
    assert not Nudge.objects.exists()
    morning(clock, 4, hour=22)
    tell_in_time()
    assert not Nudge.objects.exists()
    clock.move_to(datetime(2023, 7, 5, 9, 30, tzinfo=zone()))
    for _each in range(2):
        tell_in_time()
    [entry] = Entry.objects.filter(kind="ball.due_soon")
    assert entry.payload["person"] == str(company.liu.pk)
    assert foretell(ball.pk) is None
    clock.advance(timedelta(hours=4))
    remind()
    ball.refresh_from_db()
    assert (ball.step, ball.person) == (1, company.liu)


@pytest.mark.check("T076")
@pytest.mark.parametrize("change", [{"paused_because": "snoozed"}, {"state": "coming"}])
def test_what_rests_is_not_announced(
    company: Company, clock: ModuleType, change: dict[str, str]
) -> None:
    ball = waiting_ask(company, due_at=clock.now() + timedelta(days=1))
    Ball.objects.filter(pk=ball.pk).update(**change)
    clock.advance(timedelta(hours=23))
    tell_in_time()
    assert not Nudge.objects.exists()


def test_a_clock_shorter_than_a_day_needs_no_word_in_time(
    company: Company, clock: ModuleType
) -> None:
    waiting_ask(company, due_at=clock.now() + timedelta(hours=3))
    tell_in_time()
    assert not Nudge.objects.exists()


@pytest.mark.check("T075")
def test_a_row_is_asked_for_in_time_on_the_day_then_of_deputy_and_head(
    table: Table, clock: ModuleType
) -> None:
    unit = table.survey.department
    steps = []
    for day in (4, 5, 5, 6, 7, 8, 10, 11, 12, 13):
        morning(clock, day)
        remind_of_rows()
        steps.append(RowReminder.objects.count())
    assert steps == [0, 1, 1, 1, 2, 2, 3, 4, 4, 4]
    people = [row.person for row in RowReminder.objects.order_by("step")]
    assert people[0] == people[1] == table.company.zhou
    assert people[2:] == [unit.deputy or unit.head, unit.head or unit.deputy]
    assert [kind for kind, _person in told()] == ["due", "due", "overdue", "overdue"]


@pytest.mark.check("T079")
def test_after_an_outage_only_the_step_of_today_is_taken(table: Table, clock: ModuleType) -> None:
    morning(clock, 14)
    remind_of_rows()
    assert [row.step for row in RowReminder.objects.all()] == [3]
    assert len(told()) == 1


@pytest.mark.check("T079")
def test_a_date_long_past_is_not_brought_up_out_of_nowhere(table: Table, clock: ModuleType) -> None:
    morning(clock, 17)
    remind_of_rows()
    assert remind_of_row(table.survey.pk) is None
    assert not RowReminder.objects.exists()


def test_a_row_nobody_can_be_told_of_does_not_come_up_again(
    table: Table, clock: ModuleType
) -> None:
    Person.objects.update(is_active=False)
    morning(clock, 7)
    for _each in range(2):
        remind_of_rows()
    [step] = RowReminder.objects.all()
    assert (step.step, step.person, told()) == (1, None, [])
    assert rows_due() == []


@pytest.mark.check("T076")
def test_a_row_that_is_delivered_removed_resting_or_warned_of_is_left_alone(
    table: Table, clock: ModuleType
) -> None:
    rows = Task.objects.filter(pk=table.survey.pk)
    morning(clock, 5)
    for off, on in (
        ({"state": "delivered"}, {"state": "not_started"}),
        ({"removed_at": clock.now()}, {"removed_at": None}),
    ):
        rows.update(**off)
        remind_of_rows()
        assert remind_of_row(table.survey.pk) is None
        rows.update(**on)
    Collaboration.objects.update(state="paused", resumes_to="delivering")
    remind_of_rows()
    Collaboration.objects.update(state="delivering", resumes_to="")
    assert not RowReminder.objects.exists()
    notices.give_notice(table.survey, Risk(fact="样本库停机"), by=table.company.zhou)
    remind_of_rows()
    assert told() == []
    morning(clock, 7)
    remind_of_rows()
    assert len(told()) == 1


def test_a_new_date_begins_anew(table: Table, clock: ModuleType) -> None:
    morning(clock, 7)
    remind_of_rows()
    Task.objects.filter(pk=table.survey.pk).update(end=date(2023, 7, 14))
    remind_of_rows()
    assert RowReminder.objects.count() == 1
    morning(clock, 12)
    remind_of_rows()
    assert [row.step for row in RowReminder.objects.order_by("at")] == [1, 0]


@pytest.mark.check("T077")
def test_nothing_is_said_of_rows_at_night_and_on_days_off(table: Table, clock: ModuleType) -> None:
    for day, hour in ((6, 22), (8, 10), (9, 10)):
        morning(clock, day, hour=hour)
        remind_of_rows()
    assert not RowReminder.objects.exists()


@pytest.mark.check("T075")
@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_of_a_row_once(table: Table, clock: ModuleType) -> None:
    morning(clock, 7)
    at_once(*[lambda: remind_of_row(table.survey.pk)] * 4)
    assert RowReminder.objects.count() == len(told()) == 1


def test_looking_costs_one_question(table: Table, clock: ModuleType) -> None:
    morning(clock, 5)
    remind_of_rows()
    with CaptureQueriesContext(connection) as captured:
        remind_of_rows()
        tell_in_time()
    assert len(captured) <= 3
