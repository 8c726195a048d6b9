from collections.abc import Callable
from datetime import date, datetime, time
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import Page, errors, page, send, typed
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.plans.models import Task
from tongzhou.progress.actions import notices
from tongzhou.progress.actions.notices import Risk
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.states import RISK_NOTICE

SignIn = Callable[[Any], Client]
RISK = Risk(fact="接口比预计多 3 个。", need="1 名开发", proposal="晚 3 天")


def given(table: Table) -> RiskNotice:
    return notices.give_notice(table.review, RISK, by=table.company.wang_gong)


def on(clock: ModuleType, day: str) -> None:
    clock.move_to(datetime.combine(date.fromisoformat(day), time(10), tzinfo=zone()))


def test_a_risk_is_said_from_the_page_of_the_task(table: Table, signed_in: SignIn) -> None:
    client = signed_in(table.company.wang_gong)
    address = page(client, f"/tasks/{table.review.pk}/check-in").css_first("#risk form")
    response = send(
        client,
        address.attributes["action"] or "",
        fact="接口比预计多 3 个。",
        proposed_end="2023年8月23日",
    )
    notice = RiskNotice.objects.get()
    assert (response.status_code, response.url) == (303, f"/risk-notices/{notice.pk}")
    assert (notice.date_at_risk, notice.proposed_end) == (date(2023, 8, 18), date(2023, 8, 23))
    assert Entry.objects.get(kind="risk_notice.given").subject == notice.pk
    ball = Ball.objects.get(kind="risk_notice")
    assert ball.person == table.company.lin
    assert ball.due_at == datetime(2023, 7, 4, 10, tzinfo=zone())


def test_an_earlier_end_and_the_same_words_again_are_no_news(table: Table) -> None:
    given(table)
    for said in (RISK, Risk(fact="会早一些", proposed_end=table.review.end)):
        with pytest.raises(Invalid):
            notices.give_notice(table.review, said, by=table.company.wang_gong)
    assert RiskNotice.objects.count() == 1
    notices.settle(RiskNotice.objects.get(), outcome="加了一人", by=table.company.lin)
    assert given(table)


def test_what_is_said_already_leads_to_the_open_notice(table: Table, signed_in: SignIn) -> None:
    open_one = given(table)
    client = signed_in(table.company.wang_gong)
    there = f"/tasks/{table.review.pk}/risk-notices"
    refused = send(client, there, fact=RISK.fact)
    link = Page(refused.content).css_first(f'#risk a[href="/risk-notices/{open_one.pk}"]')
    assert refused.status_code == 422
    assert link is not None
    empty = send(client, there, fact="")
    assert Page(empty.content).css_first('#risk a[href^="/risk-notices/"]') is None


@pytest.mark.check("T078")
@pytest.mark.parametrize(
    ("today", "end", "days", "early"),
    [
        ("2023-08-16", "2023-08-18", 2, True),
        ("2023-08-17", "2023-08-18", 1, False),
        ("2023-08-18", "2023-08-21", 1, False),
        ("2023-08-18", "2023-08-18", 0, False),
        ("2023-08-21", "2023-08-18", -1, False),
        ("2023-09-28", "2023-10-08", 2, True),
        ("2023-09-28", "2023-10-06", 0, False),
    ],
)
def test_the_lead_counts_working_days_over_weekends_and_holidays(
    table: Table, clock: ModuleType, signed_in: SignIn, today: str, end: str, days: int, early: bool
) -> None:
    Task.objects.filter(pk=table.review.pk).update(end=date.fromisoformat(end))
    on(clock, today)
    notice = given(table)
    assert (notice.lead_days, notice.is_early) == (days, early)
    text = page(signed_in(table.company.lin), f"/risk-notices/{notice.pk}").body.text()
    assert ("提前预警，谢谢" in text, "时间偏紧" in text) == (early, not early)


def test_the_initiator_acknowledges_and_says_how_it_was_dealt_with(
    table: Table, signed_in: SignIn
) -> None:
    notice, client = given(table), signed_in(table.company.lin)
    assert send(client, f"/risk-notices/{notice.pk}/acknowledgements").status_code == 303
    response = send(
        client, f"/risk-notices/{notice.pk}/settlements", became="settled", outcome="加 1 名开发"
    )
    assert response.status_code == 303
    notice.refresh_from_db()
    assert (notice.state, notice.acknowledged_by, notice.outcome) == (
        "settled",
        table.company.lin,
        "加 1 名开发",
    )
    assert not Ball.objects.filter(kind="risk_notice").exists()
    kinds = Entry.objects.filter(subject=notice.pk).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["risk_notice.given", "risk_notice.acknowledged", "risk_notice.settled"]


def test_nobody_else_deals_with_it(table: Table, signed_in: SignIn) -> None:
    notice = given(table)
    for person in (table.company.wang_gong, table.company.zhao, table.company.gao):
        with pytest.raises(Refused):
            notices.acknowledge(notice, by=person)
        with pytest.raises(Refused):
            notices.settle(notice, outcome="好", by=person)
    client = signed_in(table.company.qian)
    assert send(client, f"/risk-notices/{notice.pk}/acknowledgements").status_code == 404


@pytest.mark.parametrize("verb", ["acknowledge", "settle"])
@pytest.mark.parametrize("state", [state.key for state in RISK_NOTICE.states])
def test_every_other_state_refuses(table: Table, state: str, verb: str) -> None:
    notice = given(table)
    RiskNotice.objects.filter(pk=notice.pk).update(state=state)
    before = Entry.objects.count()

    def act() -> None:
        if verb == "acknowledge":
            notices.acknowledge(notice, by=table.company.lin)
        else:
            notices.settle(notice, outcome="好", by=table.company.lin)

    if RISK_NOTICE.allows(state, verb):
        act()
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(NotPossibleNow):
            act()
        assert Entry.objects.count() == before


def test_only_those_who_carry_the_task_give_it_and_only_while_delivering(table: Table) -> None:
    with pytest.raises(Refused):
        notices.give_notice(table.review, RISK, by=table.company.zhao)
    Collaboration.objects.filter(pk=table.case.pk).update(state="accepting")
    with pytest.raises(NotPossibleNow):
        given(table)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fact", ""),
        ("fact", "字" * 100_000),
        ("proposed_end", "2023-02-30"),
        ("proposed_end", "下周"),
    ],
)
def test_what_cannot_be_taken_is_kept_and_marked(
    table: Table, signed_in: SignIn, field: str, value: str
) -> None:
    fields = {"fact": "接口多 3 个", "need": "1 名开发"} | {field: value}
    response = send(
        signed_in(table.company.wang_gong), f"/tasks/{table.review.pk}/risk-notices", **fields
    )
    assert response.status_code == 422
    assert errors(response)
    assert typed(response, field) == value
    assert typed(response, "need") == "1 名开发"
    assert not RiskNotice.objects.exists()


def test_the_same_form_twice_is_one_notice(table: Table, signed_in: SignIn) -> None:
    client, once = signed_in(table.company.wang_gong), uuid4().hex
    for _ in range(2):
        send(client, f"/tasks/{table.review.pk}/risk-notices", once=once, fact="接口多 3 个")
    assert RiskNotice.objects.count() == 1
