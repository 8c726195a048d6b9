"""Whose move it is while the work goes on: always exactly one holder for every open row."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.forms import page
from tests.outcomes.finishing import archived, delivered, verdicts
from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import cases, meetings
from tongzhou.collaborations.actions.meetings import Plan
from tongzhou.collaborations.models import Ball
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Delegation, Person
from tongzhou.outcomes.actions import acceptances, deliveries
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.plans.models import Role, Task
from tongzhou.progress.actions import expecting, notices, rounds
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.consumers import keep_the_rhythm
from tongzhou.progress.models import CheckIn, WeeklyRound
from tongzhou.reminders.queries import overdue

SignIn = Callable[[Any], Client]
SAID = Update(percent=10, state="in_progress")
FRIDAY = datetime(2023, 7, 7, 17, 30, tzinfo=zone())


def move(clock: ModuleType, day: str, hour: int = 10) -> None:
    clock.move_to(datetime.combine(date.fromisoformat(day), time(hour), tzinfo=zone()))


def turns(table: Table) -> dict[Task, tuple[str, Person | None, datetime | None]]:
    held = {ball.matter: ball for ball in Ball.objects.filter(kind="check_in")}
    rows = Task.objects.filter(collaboration=table.case)
    return {
        row: (held[row.pk].state, held[row.pk].person, held[row.pk].due_at)
        for row in rows
        if row.pk in held
    }


def test_the_first_week_opens_with_the_agreement_and_every_row_has_its_holder(table: Table) -> None:
    company = table.company
    run_once()
    assert turns(table) == {
        table.survey: ("open", company.zhou, FRIDAY),
        table.complaints: ("open", company.huang, FRIDAY),
        table.review: ("coming", company.wang_gong, datetime(2023, 7, 14, 17, 30, tzinfo=zone())),
        table.campaign: ("coming", company.lin, datetime(2023, 9, 1, 17, 30, tzinfo=zone())),
    }
    assert not Ball.objects.filter(kind="collaboration").exists()


def test_until_the_rows_have_their_holders_it_is_the_initiators_move(table: Table) -> None:
    assert [ball.person for ball in Ball.objects.all()] == [table.company.lin]


def test_what_is_settled_before_the_rows_have_their_holders_leaves_the_move_with_somebody(
    table: Table,
) -> None:
    company, case = table.company, table.case
    notice = notices.give_notice(
        table.review, notices.Risk(fact="开发延期 3 天"), by=company.wang_gong
    )
    cases.pause(case, reason="等预算", by=company.lin)
    cases.resume(case, by=company.lin)
    notices.acknowledge(notice, by=company.lin)
    notices.settle(notice, outcome="加 1 人", by=company.lin)
    assert [ball.person for ball in Ball.objects.all()] == [company.lin]
    run_once()
    assert {ball.kind for ball in Ball.objects.all()} == {"check_in"}


@pytest.mark.parametrize("path", ["", "/brief", "/progress", "/asks", "/timeline"])
def test_when_no_work_has_begun_the_pages_say_whose_move_comes_next_and_when(
    table: Table, signed_in: SignIn, path: str
) -> None:
    Task.objects.filter(collaboration=table.case).update(
        start=date(2023, 7, 24), end=date(2023, 9, 29)
    )
    Task.objects.filter(pk=table.review.pk).update(start=date(2023, 7, 10))
    run_once()
    strip = page(signed_in(table.company.li), f"/collaborations/{table.case.pk}{path}")
    shown = strip.css_first(".ball").text()
    assert "王强" in shown
    assert "7月14日" in shown
    assert table.review.name in shown


def test_what_comes_later_is_shown_but_waits_for_nobody(table: Table, signed_in: SignIn) -> None:
    run_once()
    company = table.company
    for row, person in ((table.survey, company.zhou), (table.complaints, company.huang)):
        rounds.check_in(row, SAID, by=person)
    assert {state for state, *_others in turns(table).values()} == {"coming"}
    for person in (company.zhou, company.wang_gong):
        assert not balls.held_by(person).exists()
    assert not balls.awaited_by(company.lin).exists()
    body = page(signed_in(company.zhou), f"/collaborations/{table.case.pk}/progress")
    assert body.css_first(".ball")
    assert "另有" not in body.css_first("main").text()
    row = page(signed_in(company.lin), "/collaborations").css_first("tbody tr")
    assert "7月14日" in row.text()


def test_nobody_is_reminded_of_what_has_not_opened(table: Table, clock: ModuleType) -> None:
    run_once()
    rounds.check_in(table.survey, SAID, by=table.company.zhou)
    held = Ball.objects.get(matter=table.survey.pk)
    move(clock, "2023-07-17")
    assert held.pk not in overdue()


def test_an_update_at_the_weekend_counts_for_the_week_that_comes(
    table: Table, clock: ModuleType
) -> None:
    run_once()
    rounds.check_in(table.survey, SAID, by=table.company.zhou)
    move(clock, "2023-07-08")
    keep_the_rhythm()
    again = rounds.check_in(table.survey, SAID, by=table.company.zhou)
    assert (again.round.week, again.round.state) == (date(2023, 7, 10), "coming")
    move(clock, "2023-07-10")
    keep_the_rhythm()
    again.round.refresh_from_db()
    assert again.round.state == "open"
    assert turns(table)[table.survey][0] == "coming", "who updated already is not asked again"
    assert turns(table)[table.complaints][0] == "open"
    assert Entry.objects.filter(kind="round.opened").count() == 2


def test_what_was_missing_on_friday_can_still_be_said_for_that_week(
    table: Table, clock: ModuleType
) -> None:
    run_once()
    move(clock, "2023-07-08")
    keep_the_rhythm()
    late = rounds.check_in(table.survey, SAID, by=table.company.zhou)
    assert late.round.week == date(2023, 7, 3)
    assert turns(table)[table.survey][::2] == (
        "coming", datetime(2023, 7, 14, 17, 30, tzinfo=zone()),
    )  # fmt: skip


def test_after_a_week_off_the_next_working_week_is_named(table: Table, clock: ModuleType) -> None:
    Task.objects.filter(pk=table.survey.pk).update(start=None)
    move(clock, "2026-02-13")
    run_once()
    rounds.check_in(table.survey, SAID, by=table.company.zhou)
    assert turns(table)[table.survey][2] == datetime(2026, 2, 27, 17, 30, tzinfo=zone())


def test_what_is_returned_has_a_holder_again(table: Table) -> None:
    run_once()
    delivery = delivered(table)
    assert table.survey not in turns(table)
    judged = Judged(verdicts=verdicts(delivery, "unmet"), sentence="差 3 条")
    acceptances.return_delivery(delivery, judged, by=table.company.lin)
    assert turns(table)[table.survey][:2] == ("open", table.company.zhou)


def test_a_new_responsible_person_takes_the_turn_over(table: Table) -> None:
    run_once()
    roles = Role.objects.filter(task=table.survey, letter="R")
    roles.update(person=table.company.wu)
    expecting.follow(table.case)
    assert turns(table)[table.survey][1] == table.company.wu


def test_an_archived_collaboration_waits_for_improvements_alone(table: Table) -> None:
    plan = Plan(kind="weekly", starts_at=FRIDAY)
    meetings.call(table.case, plan, by=table.company.lin)
    archived(table)
    assert {ball.kind for ball in Ball.objects.all()} == {"improvement"}


@pytest.fixture
def stand_in(table: Table) -> Person:
    """Wu stands in this week for Zhou, who carries the survey."""
    Delegation.objects.create(
        person=table.company.zhou, delegate=table.company.wu,
        since=date(2023, 7, 1), until=date(2023, 7, 9),
    )  # fmt: skip
    return table.company.wu


def test_whoever_stands_in_updates_and_warns_in_the_others_name(
    table: Table, stand_in: Person, signed_in: SignIn
) -> None:
    rounds.check_in(table.survey, SAID, by=stand_in)
    notices.give_notice(table.survey, notices.Risk(fact="样本偏少"), by=stand_in)
    for kind in ("task.progress_noted", "risk_notice.given"):
        entry = Entry.objects.get(kind=kind)
        assert (entry.actor, entry.on_behalf_of) == (stand_in.pk, table.company.zhou.pk)
    assert CheckIn.objects.get().on_behalf_of == table.company.zhou
    shown = page(signed_in(stand_in), f"/tasks/{table.survey.pk}/check-in").css_first("main").text()
    assert "代周婷" in shown


def test_the_initiators_stand_in_deals_with_a_warning_in_the_initiators_name(table: Table) -> None:
    company = table.company
    Delegation.objects.create(
        person=company.lin, delegate=company.gao, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    notice = notices.give_notice(table.survey, notices.Risk(fact="样本偏少"), by=company.zhou)
    notices.acknowledge(notice, by=company.gao)
    notices.settle(notice, outcome="加派一人", by=company.gao)
    for kind in ("risk_notice.acknowledged", "risk_notice.settled"):
        assert Entry.objects.get(kind=kind).on_behalf_of == company.lin.pk


def test_nobody_accepts_through_a_stand_in_what_they_handed_over(table: Table) -> None:
    """The product's engineer stands in for the person in charge, who delivers the campaign."""
    company = table.company
    Delegation.objects.create(
        person=company.zhao, delegate=company.wu, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    delivery = delivered(table, table.campaign)
    delivery.on_behalf_of = company.zhao
    with behind_the_back():
        delivery.save(update_fields=["on_behalf_of"])
    judged = Judged(verdicts=verdicts(delivery), sentence="达标")
    with pytest.raises(Refused):
        acceptances.accept_delivery(delivery, judged, by=company.wu)


def test_a_delivery_in_somebodys_place_says_so(table: Table, stand_in: Person) -> None:
    delivery = deliveries.deliver(table.survey, evidence="报告", by=stand_in)
    assert delivery.on_behalf_of == table.company.zhou
    assert Entry.objects.get(kind="delivery.delivered").on_behalf_of == table.company.zhou.pk


def test_a_week_that_has_passed_is_not_opened_afterwards(table: Table, clock: ModuleType) -> None:
    move(clock, "2023-07-08")
    run_once()
    assert not WeeklyRound.objects.exists()
    assert {state for state, *_others in turns(table).values()} == {"coming"}
