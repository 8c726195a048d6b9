"""Every hour of a request belongs to one step of one pair: nothing is lost, nothing counted twice."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import build
from tests.collaborations.asking import sent
from tests.company import Company
from tests.outcomes.finishing import delivered, verdicts
from tests.problems.quarrel import both_said, proposed
from tests.told import told
from tongzhou.agreements import actions as agreements
from tongzhou.collaborations.actions import answers, cases
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock as house_clock
from tongzhou.insight.queries.everything import Figures
from tongzhou.insight.scope import Scope
from tongzhou.org.models import Person
from tongzhou.outcomes.actions.acceptances import Judged, accept_delivery
from tongzhou.outcomes.actions.cosignatures import co_sign
from tongzhou.problems.actions import reopening
from tongzhou.problems.actions.rulings import escalate, rule

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def spent(person: Person, on: date | None = None) -> dict[tuple[str, str], tuple[int, float]]:
    """Of the request to 产品部, by step and who is waited for."""
    rows = Figures(Scope(person, on=on)).table("waits").rows
    asked = [row for row in rows if row[1].key == "product"]  # type: ignore[union-attr]
    return {(row[2], row[3].key): (row[4], row[5]) for row in asked}  # type: ignore[union-attr, index]


def test_time_is_of_whoever_is_waited_for(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    clock.advance(timedelta(hours=3))
    answers.ask_back(ask, question="哪个版本？", by=company.liu)
    clock.advance(timedelta(hours=5))
    answers.reply(ask, sentence="正式版", by=company.lin)
    clock.advance(timedelta(hours=2))
    answers.snooze(ask, until=clock.today() + timedelta(days=1), reason="先上线", by=company.liu)
    clock.advance(timedelta(hours=20))
    found = spent(company.li)
    assert found["待答复", "product"][0] == 3
    assert sum(hours for _times, hours in found.values()) == 30
    by_holder = {holder: sum(h for (_s, who), (_t, h) in found.items() if who == holder)
                 for holder in ("product", "marketing")}  # fmt: skip
    assert by_holder == {"product": 25, "marketing": 5}


@pytest.mark.parametrize("is_archived", [False, True])
def test_nobody_waits_once_the_collaboration_is_cancelled(
    company: Company, clock: ModuleType, *, is_archived: bool
) -> None:
    ask = sent(company)
    clock.advance(timedelta(hours=3))
    cases.cancel(ask.collaboration, reason="不做了", by=company.lin)
    clock.advance(timedelta(hours=50))
    if is_archived:
        Collaboration.objects.update(state="archived", state_since=clock.now())
        clock.advance(timedelta(hours=50))
    assert spent(company.li) == {("待答复", "product"): (1, 3)}


def test_a_request_an_archived_collaboration_left_unsettled_waited_until_then(
    company: Company, clock: ModuleType
) -> None:
    sent(company)
    clock.advance(timedelta(hours=7))
    Collaboration.objects.update(state="archived", state_since=clock.now())
    clock.advance(timedelta(hours=50))
    assert spent(company.li) == {("待答复", "product"): (1, 7)}


def test_a_pause_is_a_step_of_its_own_and_waits_on_who_asks(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    clock.advance(timedelta(hours=2))
    cases.pause(ask.collaboration, reason="等预算", by=company.lin)
    clock.advance(timedelta(hours=10))
    paused = {("待答复", "product"): (1, 2), ("已暂停", "marketing"): (1, 10)}
    assert spent(company.li) == paused
    cases.resume(ask.collaboration, by=company.lin)
    clock.advance(timedelta(hours=4))
    assert spent(company.li) == paused | {("待答复", "product"): (1, 6)}
    cases.pause(ask.collaboration, reason="等预算", by=company.lin)
    clock.advance(timedelta(hours=1))
    cases.cancel(ask.collaboration, reason="不做了", by=company.lin)
    clock.advance(timedelta(hours=50))
    found = {("待答复", "product"): (1, 6), ("已暂停", "marketing"): (2, 11)}
    assert spent(company.li) == found


@pytest.mark.nightly
def test_all_of_the_elapsed_time_of_a_story_is_divided(company: Company) -> None:
    told(company, 5)
    now = house_clock.now()
    whole = sum(
        ((ask.settled_at or now) - ask.answers.order_by("number")[0].at).total_seconds()
        for ask in Ask.objects.exclude(sent_at=None)
    )
    table = Figures(Scope(company.auditor)).table("waits")
    assert sum(row[5] for row in table.rows) == pytest.approx(whole / 3600, abs=0.5)  # type: ignore[misc]
    assert sum(row[6] for row in table.rows) == pytest.approx(100, abs=0.2)  # type: ignore[misc]


def test_as_of_a_day_nothing_later_counts(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    day = clock.today()
    clock.advance(timedelta(days=3))
    answers.ask_back(ask, question="？", by=company.liu)
    clock.advance(timedelta(days=3))
    [(_key, (times, hours))] = spent(company.li, on=day).items()
    assert (times, hours) == (1, 14), "from 10:00 to midnight"


def test_the_page_shows_it_and_the_rows_open(company: Company, signed_in: SignedIn) -> None:
    sent(company)
    house_clock.advance(timedelta(hours=1))
    browser = signed_in(company.li)
    page = browser.get("/insight/waits").content.decode()
    assert "<svg" in page
    assert "/insight/rows?initiator=" in page
    assert browser.get("/insight/tables?table=waits&as=csv").status_code == 200


def elsewhere(
    person: Person, family: str, on: date | None = None
) -> list[tuple[str, str, str, float]]:
    rows = Figures(Scope(person, on=on)).table(f"wait-{family}").rows
    return sorted((row[0].key, row[1].key, row[2], row[4]) for row in rows)  # type: ignore[union-attr, misc]


def test_each_department_is_waited_for_until_it_has_signed(
    company: Company, clock: ModuleType
) -> None:
    table = build(company)
    version = table.circulate()
    clock.advance(timedelta(hours=3))
    version = table.sign(version, company.product)
    version = table.sign(version, company.marketing)
    clock.advance(timedelta(hours=4))
    assert elsewhere(company.li, "signatures") == [
        ("marketing", "product", "会签中", 3.0),
        ("marketing", "sales", "会签中", 7.0),
        ("marketing", "service", "会签中", 7.0),
    ]
    agreements.object_to(version, department=company.sales, reason="人手不够", by=company.zhao)
    clock.advance(timedelta(hours=50))
    assert [one[3] for one in elsewhere(company.li, "signatures")] == [3, 7, 7], "nobody waits now"
    assert elsewhere(company.feng, "signatures") == []


def test_a_delivery_waits_for_its_acceptance_and_then_for_who_signs_with(
    company: Company, clock: ModuleType
) -> None:
    table = build(company)
    table.in_force()
    made = delivered(table, table.review)
    clock.advance(timedelta(hours=2))
    assert elsewhere(company.li, "acceptances") == [("product", "marketing", "已交付", 2.0)]
    judged = Judged(verdicts=verdicts(made), sentence="达标")
    accept_delivery(made, judged, by=company.lin)
    day = clock.today()
    clock.advance(timedelta(hours=5))
    [kept, signing] = sorted(elsewhere(company.li, "acceptances"), key=lambda one: one[3])
    assert (kept[3], signing[:2], signing[3]) == (2, ("marketing", "sales"), 5)
    for row in made.cosignatures.filter(state="awaited"):
        co_sign(row, by=company.zhao)
    clock.advance(timedelta(hours=90))
    assert sum(one[3] for one in elsewhere(company.li, "acceptances", on=day)) == 7


def test_a_problem_waits_for_the_other_side_and_then_for_the_superior(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    table = build(company)
    table.in_force()
    problem = both_said(table)
    clock.advance(timedelta(hours=2))
    escalate(problem, by=company.li)
    clock.advance(timedelta(hours=6))
    found = elsewhere(company.li, "problems")
    assert [(one[0], one[1], one[3]) for one in found] == [
        ("marketing", company.chen_zong.department.code, 6.0),
        ("marketing", "product", 2.0),
    ]
    page = signed_in(company.li).get("/insight/waits?of=problems").content.decode()
    assert "产品部" in page
    assert "从提出问题到解决" in page


def test_a_ruling_that_was_set_aside_leaves_the_hours_before_it_where_they_were(
    company: Company, clock: ModuleType
) -> None:
    """And the figures of the days before do not change by it."""
    table = build(company)
    table.in_force()
    problem = both_said(table)
    superior = company.chen_zong.department.code
    clock.advance(timedelta(hours=2))
    escalate(problem, by=company.li)
    clock.advance(timedelta(hours=6))
    rule(problem, sentence="先优化", option=proposed(table, problem), by=company.chen_zong)
    clock.advance(timedelta(days=1))
    day = clock.today()
    clock.advance(timedelta(days=1))
    before = elsewhere(company.li, "problems", on=day)
    assert [one[1::2] for one in before] == [(superior, 6.0), ("product", 2.0)]
    reopening.take_back(problem, reason="再想想", by=company.chen_zong)
    clock.advance(timedelta(hours=3))
    assert elsewhere(company.li, "problems", on=day) == before
    found = elsewhere(company.li, "problems")
    assert [one[1::2] for one in found] == [(superior, 9.0), ("product", 2.0)]
