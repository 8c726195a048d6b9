from datetime import date, datetime, timedelta
from types import ModuleType

import pytest

from tests.collaborations.asking import LATER, ball, fresh, sent, terms
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks, cases
from tongzhou.collaborations.clocks import ResponseClock, response_clock
from tongzhou.collaborations.consumers import wake_snoozed
from tongzhou.collaborations.models import Ask
from tongzhou.journal.models import Entry


def running(ask: Ask) -> ResponseClock:
    found = response_clock(fresh(ask), list(ask.answers.all()))
    assert found is not None
    return found


def on(clock: ModuleType, day: int, hour: int) -> datetime:
    return datetime(2023, 7, day, hour, tzinfo=clock.zone())


def test_the_clock_counts_working_hours_only(company: Company, clock: ModuleType) -> None:
    clock.move_to(on(clock, 7, 16))
    ask = sent(company)

    clock.move_to(on(clock, 10, 10))

    assert running(ask).used == pytest.approx(3)
    assert running(ask).left == pytest.approx(21)
    assert running(ask).due_at == on(clock, 12, 16)


def test_a_question_back_stops_the_clock_until_the_reply(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    clock.move_to(on(clock, 3, 12))
    answers.ask_back(ask, question="测试由谁做？", by=company.liu)

    held = ball(ask)
    assert held is not None
    assert (held.person, held.waiting) == (company.li, company.liu)
    assert running(ask).due_at is None
    assert running(ask).pauses[0].because == "asked_back"

    clock.move_to(on(clock, 5, 12))
    assert running(ask).used == pytest.approx(2)
    answers.reply(ask, sentence="由你们的测试组做", by=company.li)

    held = ball(ask)
    assert held is not None
    assert held.person == company.liu
    assert held.due_at == running(ask).due_at == on(clock, 10, 10)


def test_a_snooze_stops_the_clock_visibly_until_its_date(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    clock.move_to(on(clock, 3, 15))
    answers.snooze(ask, until=date(2023, 7, 10), reason="周五排期会后答复", by=company.liu)

    held = ball(ask)
    assert held is not None
    assert (held.person, held.paused_because) == (company.liu, "snoozed")

    clock.move_to(on(clock, 7, 12))
    assert running(ask).used == pytest.approx(4)
    wake_snoozed()
    assert fresh(ask).state == "snoozed"

    clock.move_to(on(clock, 10, 11))
    wake_snoozed()
    held = ball(ask)
    assert fresh(ask).state == "sent"
    assert held is not None
    assert held.paused_because == ""
    assert held.due_at == on(clock, 12, 13) + timedelta(hours=1)
    assert running(ask).used == pytest.approx(6)


def test_a_snoozed_request_may_be_answered_early(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    answers.snooze(ask, until=date(2023, 7, 10), reason="等排期会", by=company.liu)

    clock.move_to(on(clock, 5, 10))
    answers.accept(ask, by=company.liu)

    assert fresh(ask).state == "agreed"
    assert fresh(ask).snoozed_until is None


def test_a_revision_starts_a_fresh_clock(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    clock.move_to(on(clock, 4, 10))
    answers.counter(ask, terms=LATER, by=company.liu)
    clock.move_to(on(clock, 6, 10))

    asks.revise(ask, terms=terms(effort_days=None), by=company.li)

    assert running(ask).used == 0
    assert running(ask).due_at == on(clock, 11, 10)


def test_the_clock_stops_with_the_answer(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    clock.move_to(on(clock, 3, 12))
    answers.accept(ask, by=company.liu)

    clock.move_to(on(clock, 20, 12))

    assert running(ask).used == pytest.approx(2)
    assert running(ask).due_at is None


def test_a_head_has_a_working_day_to_confirm_a_late_acceptance(
    company: Company, clock: ModuleType
) -> None:
    company.product.accept_limit_days = 1
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company)
    clock.move_to(on(clock, 6, 10))

    answers.accept(ask, by=company.liu)

    held = ball(ask)
    assert held is not None
    assert held.due_at == on(clock, 7, 10)


def test_a_paused_collaboration_stops_the_clocks_of_its_requests(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    cases.pause(ask.collaboration, reason="等预算", by=company.li)
    held = ball(ask)
    assert held is not None
    assert held.paused_because == "case_paused"

    clock.move_to(on(clock, 12, 10))
    cases.resume(ask.collaboration, by=company.li)

    held = ball(ask)
    assert held is not None
    assert held.paused_because == ""
    assert held.due_at == on(clock, 17, 10)


@pytest.mark.check("T037")
def test_silence_never_agrees(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    snoozed = sent(company)
    answers.snooze(snoozed, until=date(2023, 7, 4), reason="明天", by=company.liu)

    for _month in range(12):
        clock.advance(timedelta(days=30))
        wake_snoozed()

    assert fresh(ask).state == fresh(snoozed).state == "sent"
    assert ball(ask) is not None
    assert not Entry.objects.filter(
        kind__in=["ask.accepted", "ask.confirmed", "ask.agreed"]
    ).exists()


@pytest.mark.check("T037")
def test_whom_silence_passed_the_ball_to_may_answer(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    held = ball(ask)
    assert held is not None
    held.person, held.step = company.chen_zong, 3
    held.save(update_fields=["person", "step"])

    answers.accept(ask, by=company.chen_zong)

    assert fresh(ask).state == "agreed"
