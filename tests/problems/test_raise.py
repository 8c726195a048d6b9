from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.collaborations.asking import sent
from tests.company import Company
from tests.forms import errors, page, send, typed
from tests.problems.quarrel import OURS, THEIRS, both_said, raised
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.problems.actions import facts, sides
from tongzhou.problems.actions.sides import Said
from tongzhou.problems.models import Fact, Figure, Problem
from tongzhou.progress.actions import notices

SignIn = Callable[[Any], Client]


def fields(table: Table, **others: str) -> dict[str, str]:
    return {
        "kind": "resource",
        "department": str(table.company.marketing.pk),
        "other": str(table.company.product.pk),
        "task": str(table.review.pk),
        "fact": OURS.fact,
        "impact": OURS.impact,
        "need": OURS.need,
    } | others


def address(table: Table) -> str:
    return f"/collaborations/{table.case.pk}/problems/new"


def test_three_sentences_raise_a_problem(table: Table, signed_in: SignIn) -> None:
    response = send(signed_in(table.company.lin), address(table), **fields(table))
    problem = Problem.objects.get()
    assert (response.status_code, response.url) == (303, f"/problems/{problem.pk}")
    entry = Entry.objects.get(kind="problem.raised")
    assert entry.payload == {"other": str(table.company.product.pk), "fact": OURS.fact}
    ball = Ball.objects.get(kind="problem")
    assert (ball.department, ball.person) == (table.company.product, table.company.liu)
    assert ball.due_at == datetime(2023, 7, 5, 10, tzinfo=zone())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fact", ""),
        ("impact", "字" * 100_000),
        ("need", "  "),
        ("kind", "weather"),
        ("other", "somebody"),
    ],
)
def test_what_cannot_be_taken_is_marked_and_the_rest_kept(
    table: Table, signed_in: SignIn, field: str, value: str
) -> None:
    response = send(signed_in(table.company.lin), address(table), **fields(table, **{field: value}))
    assert response.status_code == 422
    assert errors(response)
    assert typed(response, "need" if field != "need" else "fact")
    assert not Problem.objects.exists()


def test_the_other_side_is_another_department_that_takes_part(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    client = signed_in(company.lin)
    for other in (company.marketing, company.finance):
        response = send(client, address(table), **fields(table, other=str(other.pk)))
        assert response.status_code == 422
        assert errors(response)
    with pytest.raises(Invalid):
        sides.raise_problem(
            table.case, OURS, kind="resource", department=company.marketing,
            other=company.finance, by=company.li,
        )  # fmt: skip


def test_only_those_who_speak_for_a_department_raise_its_problems(table: Table) -> None:
    company = table.company
    for person in (company.gao, company.zhao, company.chen_zong):
        with pytest.raises(Refused):
            sides.raise_problem(
                table.case, OURS, kind="resource", department=company.marketing,
                other=company.product, by=person,
            )  # fmt: skip
    carrier = sides.raise_problem(
        table.case, OURS, kind="resource", department=company.product,
        other=company.marketing, by=company.wang_gong,
    )  # fmt: skip
    assert carrier.raised_by == company.wang_gong


@pytest.mark.parametrize("state", ["draft", "paused", "cancelled", "archived"])
def test_nothing_is_raised_in_what_has_not_begun_or_is_over(table: Table, state: str) -> None:
    Collaboration.objects.filter(pk=table.case.pk).update(state=state, resumes_to="delivering")
    with pytest.raises(NotPossibleNow):
        raised(table)


def test_each_side_ticks_the_facts_of_the_other_one_by_one(table: Table, signed_in: SignIn) -> None:
    problem = raised(table)
    with pytest.raises(NotPossibleNow):
        facts.judge_facts(
            problem, facts.all_agreed(problem, table.company.wang), by=table.company.wang
        )
    client = signed_in(table.company.liu)
    said = {"fact": "已完成 65%\n返工要 4 天", "impact": THEIRS.impact, "need": THEIRS.need}
    assert send(client, f"/problems/{problem.pk}/sides", **said).status_code == 303
    assert Ball.objects.get(kind="problem").department == table.company.marketing
    done, rework = Fact.objects.filter(side__raised_it=False)
    address = f"/problems/{problem.pk}/fact-confirmations"
    li = signed_in(table.company.li)
    half = {f"fact-{done.pk}": "agreed", f"fact-{rework.pk}": "disputed"}
    refused = send(li, address, **half)
    assert (refused.status_code, bool(errors(refused))) == (422, True)
    assert (
        send(li, address, **half, **{f"doubt-{rework.pk}": "我们算下来是 2 天"}).status_code == 303
    )
    done.refresh_from_db()
    rework.refresh_from_db()
    assert (done.verdict, done.judged_by, done.doubt) == ("agreed", table.company.li, "")
    assert (rework.verdict, rework.doubt) == ("disputed", "我们算下来是 2 天")
    entry = Entry.objects.get(kind="problem.facts_judged")
    assert (entry.payload["agreed"], entry.payload["disputed"]) == (1, 1)
    shown = page(signed_in(table.company.chen_zong), f"/problems/{problem.pk}").body.text()
    assert "我们算下来是 2 天" in shown


def test_nobody_ticks_the_own_facts_or_facts_that_changed_meanwhile(table: Table) -> None:
    problem = both_said(table)
    company = table.company
    own = Fact.objects.get(side__raised_it=True)
    with pytest.raises(Invalid):
        facts.judge_facts(problem, {own.pk: ""}, by=company.li)
    with pytest.raises(Invalid):
        facts.judge_facts(problem, {}, by=company.li)
    with pytest.raises(Refused):
        facts.judge_facts(problem, {own.pk: ""}, by=company.zhao)
    stale = facts.all_agreed(problem, company.li)
    sides.add_side(problem, Said(fact="已完成 70%", impact="返工", need="先优化"), by=company.wang)
    with pytest.raises(Invalid):
        facts.judge_facts(problem, stale, by=company.li)


def test_only_new_words_lose_their_tick(table: Table) -> None:
    problem = both_said(table)
    company = table.company
    facts.judge_facts(problem, facts.all_agreed(problem, company.li), by=company.li)
    said = Said(fact=f"{THEIRS.fact}\n已投入 30 人天", impact="返工", need="先优化")
    sides.add_side(problem, said, by=company.wang)
    verdicts = Fact.objects.filter(side__raised_it=False).values_list("verdict", flat=True)
    assert list(verdicts) == ["agreed", ""]


@pytest.mark.django_db(transaction=True)
def test_ticking_and_rewording_at_once_leaves_no_tick_under_new_words(table: Table) -> None:
    problem = both_said(table)
    company = table.company
    ticks = facts.all_agreed(problem, company.li)
    said = Said(fact="已完成 70%", impact="返工", need="先优化")
    at_once(
        lambda: facts.judge_facts(problem, ticks, by=company.li),
        lambda: sides.add_side(problem, said, by=company.wang),
    )
    assert Fact.objects.get(side__raised_it=False).verdict == ""


def test_figures_come_with_unit_and_source(table: Table, signed_in: SignIn) -> None:
    rows = {
        "figure-what-0": "新用户", "figure-amount-0": "−２０ %", "figure-source-0": "BI 周报",
        "figure-what-1": "返工", "figure-amount-1": "4天",
    }  # fmt: skip
    response = send(signed_in(table.company.lin), address(table), **fields(table, **rows))
    assert response.status_code == 303
    users, rework = Figure.objects.all()
    assert (users.what, str(users.amount), users.source) == ("新用户", "-20 %", "BI 周报")
    assert str(rework.amount) == "4天"
    shown = page(signed_in(table.company.wang), response.url).body.text()
    assert "BI 周报" in shown


@pytest.mark.parametrize(
    "row",
    [
        {"figure-what-0": "新用户"},
        {"figure-amount-0": "20 %"},
        {"figure-what-0": "新用户", "figure-amount-0": "许多"},
        {"figure-what-0": "新用户", "figure-amount-0": "9" * 40},
        {"figure-what-0": "字" * 500, "figure-amount-0": "1"},
    ],
)
def test_half_a_figure_is_asked_for_and_what_was_typed_is_kept(
    table: Table, signed_in: SignIn, row: dict[str, str]
) -> None:
    response = send(signed_in(table.company.lin), address(table), **fields(table, **row))
    assert (response.status_code, bool(errors(response))) == (422, True)
    assert typed(response, "fact") == OURS.fact
    assert not Problem.objects.exists()


def test_a_risk_notice_becomes_a_problem_and_is_settled_with_it(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    said = notices.Risk(fact="压测环境晚到 5 天", need="请先借一套")
    notice = notices.give_notice(table.review, said, by=company.wang_gong)
    client = signed_in(company.lin)
    link = page(client, f"/risk-notices/{notice.pk}").css_first("a[href*='problems/new']")
    start = str(link.attributes["href"])
    form = page(client, start)
    assert form.css_first("textarea[name=fact]").text().strip() == "压测环境晚到 5 天"
    answer = send(client, start, **fields(table, notice=str(notice.pk)))
    assert answer.status_code == 303
    notice.refresh_from_db()
    assert notice.state == "became_problem"
    assert Problem.objects.get().notice == notice
    assert f"/risk-notices/{notice.pk}" in page(client, answer.url).html


def test_others_see_it_and_add_nothing(table: Table, signed_in: SignIn) -> None:
    problem = raised(table)
    client = signed_in(table.company.zhao)
    assert not page(client, f"/problems/{problem.pk}").css(".answers")
    said = {"fact": "x", "impact": "y", "need": "z"}
    assert send(client, f"/problems/{problem.pk}/sides", **said).status_code == 403
    assert (
        send(signed_in(table.company.qian), f"/problems/{problem.pk}/sides", **said).status_code
        == 404
    )


def test_the_same_form_twice_is_one_problem(table: Table, signed_in: SignIn) -> None:
    client, once = signed_in(table.company.lin), uuid4().hex
    for _ in range(2):
        send(client, address(table), once=once, **fields(table))
    assert Problem.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_problems_raised_at_once_have_numbers_of_their_own(table: Table) -> None:
    at_once(*[lambda: raised(table)] * 4)
    assert sorted(Problem.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_declined_request_is_taken_up_as_a_problem(company: Company, signed_in: SignIn) -> None:
    ask = sent(company)
    answers.decline(ask, reason="本季度人力已满", by=company.liu)
    browser = signed_in(company.li)
    button = page(browser, f"/asks/{ask.pk}").css_first(f'a[href$="problems/new?ask={ask.pk}"]')
    assert button is not None
    form = page(browser, str(button.attributes["href"]))
    fact = form.css_first("textarea[name=fact]")
    assert fact is not None
    assert fact.text().strip() == "产品部婉拒了「3 项新功能上线」：本季度人力已满"
    chosen = form.css_first("select[name=other] option[selected]")
    assert chosen is not None
    assert chosen.attributes["value"] == str(company.product.pk)
    other = signed_in(company.liu).get(f"/asks/{ask.pk}").content.decode()
    assert "problems/new?ask=" not in other


@pytest.mark.parametrize("asked", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_problem_starts_empty_where_the_request_is_unknown(
    company: Company, signed_in: SignIn, asked: str
) -> None:
    case = sent(company).collaboration
    address = f"/collaborations/{case.pk}/problems/new?ask={asked}"
    assert signed_in(company.li).get(address).status_code == 200
