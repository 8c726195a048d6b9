from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from tests.company import Company
from tests.waiting import waiting_ask
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal import worker
from tongzhou.notices.models import Notice
from tongzhou.reminders.actions import prod
from tongzhou.reminders.models import Prod

pytestmark = pytest.mark.django_db


def test_whoever_waits_reminds_with_one_press_on_today(
    company: Company, clock: ModuleType, signed_in: Any
) -> None:
    ball = waiting_ask(company, due_at=clock.now() + timedelta(days=2))
    browser = signed_in(company.lin)
    assert f"/balls/{ball.pk}/prods" in browser.get("/").content.decode()
    assert browser.post(f"/balls/{ball.pk}/prods").status_code == 303
    worker.read_on()
    assert [row.person for row in Notice.objects.filter(kind="ball.prodded")] == [company.liu]
    assert "已提醒 刘洋" in browser.get("/").content.decode()
    browser.post(f"/balls/{ball.pk}/prods")
    assert "明天可以再提醒" in browser.get("/").content.decode()
    assert Prod.objects.count() == 1


@pytest.mark.check("T077")
def test_three_times_are_enough_for_one_turn(company: Company, clock: ModuleType) -> None:
    ball = waiting_ask(company, due_at=clock.now() + timedelta(days=30))
    for _ in range(3):
        prod(ball, by=company.lin)
        clock.advance(timedelta(days=1))
    with pytest.raises(NotPossibleNow):
        prod(ball, by=company.lin)
    Ball.objects.update(since=clock.now())
    prod(ball, by=company.lin)


def test_nobody_else_reminds_and_a_standing_clock_needs_no_reminder(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    with pytest.raises(Refused):
        prod(ball, by=company.wang)
    with pytest.raises(NotPossibleNow):
        prod(ball, by=company.liu)
    Ball.objects.update(paused_because="asked_back")
    with pytest.raises(NotPossibleNow):
        prod(ball, by=company.lin)
