from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, send, typed
from tests.problems.quarrel import both_said, escalated, proposed, raised
from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.models import Ball
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.problems.actions import facts, meeting, rulings, sides, ways_out
from tongzhou.problems.actions.ways_out import WayOut
from tongzhou.problems.models import Problem, Ruling
from tongzhou.problems.states import PROBLEM

SignIn = Callable[[Any], Client]


def test_the_side_that_did_not_propose_agrees_and_the_table_changes(
    table: Table, signed_in: SignIn
) -> None:
    problem = both_said(table)
    option = proposed(table, problem)
    client = signed_in(table.company.li)
    assert send(client, f"/problems/{problem.pk}/settlements", option=option.pk).status_code == 303
    problem.refresh_from_db()
    assert (problem.state, problem.ruling.by_agreement) == ("settled", True)
    assert not Ball.objects.filter(kind="problem").exists()
    assert Entry.objects.get(kind="problem.settled").payload["option"] == option.text
    change = ChangeRequest.objects.get()
    assert (change.ruling, change.state) == (problem.ruling.pk, "signing")
    assert change.lines.get().new == "2023-08-25"


def test_nobody_agrees_to_their_own_option(table: Table) -> None:
    problem = both_said(table)
    option = proposed(table, problem)
    for person in (table.company.wang, table.company.liu, table.company.zhao):
        with pytest.raises(Refused):
            ways_out.agree(problem, option, by=person)


def test_an_option_of_another_problem_is_no_option(table: Table) -> None:
    option = proposed(table, both_said(table))
    other = both_said(table)
    with pytest.raises(Invalid):
        ways_out.agree(other, option, by=table.company.li)
    other = rulings.escalate(other, by=table.company.li)
    with pytest.raises(Invalid):
        rulings.rule(other, option=option, sentence="就这样", by=table.company.chen_zong)


def test_five_options_are_enough(table: Table) -> None:
    problem = both_said(table)
    for number in range(5):
        ways_out.propose(
            problem, WayOut(text=f"方案 {number}", consequence="晚 1 天"), by=table.company.wang
        )
    with pytest.raises(Invalid):
        ways_out.propose(
            problem, WayOut(text="方案 6", consequence="晚 1 天"), by=table.company.wang
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("consequence", ""),
        ("text", "字" * 100_000),
        ("new_end", "2023-02-30"),
        ("task", ""),
    ],
)
def test_half_an_option_is_marked_and_kept(
    table: Table, signed_in: SignIn, field: str, value: str
) -> None:
    problem = both_said(table)
    fields = {
        "text": "先优化",
        "consequence": "晚 5 天",
        "task": str(table.review.pk),
        "new_end": "2023-08-25",
    }
    client = signed_in(table.company.wang)
    response = send(client, f"/problems/{problem.pk}/options", **fields | {field: value})
    assert response.status_code == 422
    assert errors(response)
    assert typed(response, "consequence") == ("" if field == "consequence" else "晚 5 天")
    assert not problem.options.exists()


VERBS: dict[str, Callable[[Table, Problem], object]] = {
    "add_side": lambda table, problem: sides.add_side(
        problem, sides.Said(fact="a", impact="b", need="c"), by=table.company.wang
    ),
    "judge_facts": lambda table, problem: facts.judge_facts(
        problem, facts.all_agreed(problem, table.company.wang), by=table.company.wang
    ),
    "call_meeting": lambda table, problem: meeting.call_meeting(
        problem, starts_at=clock.now() + timedelta(hours=3), by=table.company.wang
    ),
    "check_table": lambda table, problem: facts.check_table(
        problem, table_says="产品部负责", by=table.company.wang
    ),
    "propose": lambda table, problem: ways_out.propose(
        problem, WayOut(text="先优化", consequence="晚 5 天"), by=table.company.wang
    ),
    "agree": lambda table, problem: ways_out.agree(
        problem, problem.options.get(position=1), by=table.company.li
    ),
    "escalate": lambda table, problem: rulings.escalate(problem, by=table.company.li),
    "rule": lambda table, problem: rulings.rule(
        problem, sentence="先优化", by=table.company.chen_zong
    ),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [state.key for state in PROBLEM.states])
def test_every_verb_is_possible_exactly_where_the_table_says(
    table: Table, state: str, verb: str
) -> None:
    problem = both_said(table, "responsibility" if verb == "check_table" else "resource")
    proposed(table, problem)
    Problem.objects.filter(pk=problem.pk).update(state=state, superior=table.company.chen_zong)
    before = Entry.objects.count()
    if PROBLEM.allows(state, verb):
        VERBS[verb](table, problem)
        assert Entry.objects.count() > before
    else:
        with pytest.raises(NotPossibleNow):
            VERBS[verb](table, problem)
        assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T052")
def test_agreeing_and_escalating_at_once_has_one_winner(table: Table) -> None:
    problem = both_said(table)
    option = proposed(table, problem)
    outcomes = at_once(
        lambda: ways_out.agree(problem, option, by=table.company.li),
        lambda: rulings.escalate(problem, by=table.company.wang),
    )
    assert sum(isinstance(outcome, Problem) for outcome in outcomes) == 1
    problem.refresh_from_db()
    assert (problem.state == "settled") == Ruling.objects.exists()


def test_before_the_table_is_signed_nothing_has_to_change(table: Table) -> None:
    type(table.case).objects.filter(pk=table.case.pk).update(state="dividing")
    problem = both_said(table)
    ways_out.agree(problem, proposed(table, problem), by=table.company.li)
    assert not ChangeRequest.objects.exists()


def test_the_superior_proposes_too(table: Table) -> None:
    problem = escalated(table)
    way = WayOut(
        text="各做一半", consequence="各晚 2 天", task=table.review, new_end=date(2023, 8, 22)
    )
    option = ways_out.propose(problem, way, by=table.company.chen_zong)
    assert option.department == table.company.root
    with pytest.raises(Refused):
        ways_out.propose(raised(table), way, by=table.company.chen_zong)
