"""Problems between people of one virtual team go to its leader, where the charter says so."""

from typing import Any

import pytest

from tests.agreements.table import Table
from tests.forms import page, send
from tests.problems.quarrel import THEIRS, raised
from tests.teams.forming import charter
from tongzhou.problems.actions import rulings, sides
from tongzhou.problems.models import Problem
from tongzhou.teams import actions as teams
from tongzhou.teams.models import Team


def team_of(table: Table, **said: Any) -> Team:
    """The head of sales leads; the heads of marketing and product are lent to it."""
    company = table.company
    team = teams.draft(charter(**said), by=company.zhao)
    for person in (company.li, company.wang):
        teams.borrow(team, by=company.zhao, person=person, percent=20)
    teams.propose(team, by=company.zhao)
    for loan in team.loans.all():
        teams.sign(loan, by=loan.home.head)
    return team


def disputed(table: Table) -> Problem:
    problem = sides.add_side(raised(table), THEIRS, by=table.company.wang)
    return rulings.escalate(problem, by=table.company.li)


def test_the_leader_rules_where_the_charter_says_so(table: Table, signed_in: Any) -> None:
    team_of(table, leader_rules=True)
    problem = disputed(table)
    assert problem.superior == table.company.zhao
    leader = signed_in(table.company.zhao)
    assert "裁决" in page(leader, f"/problems/{problem.pk}").body.text()
    ruled = send(leader, f"/problems/{problem.pk}/rulings", sentence="先做社交分享")
    assert ruled.status_code == 303


def test_without_that_right_the_common_superior_rules(table: Table) -> None:
    team_of(table)
    assert disputed(table).superior == table.company.chen_zong


@pytest.mark.parametrize("what", ["over", "not yet", "given back", "ended"])
def test_only_a_team_at_work_counts(table: Table, what: str) -> None:
    team = team_of(table, leader_rules=True)
    if what == "over":
        Team.objects.update(since="2023-06-01", until="2023-07-01")
    elif what == "not yet":
        Team.objects.update(since="2023-07-10")
    elif what == "given back":
        teams.release(team.loans.get(person=table.company.wang), by=table.company.zhao)
    else:
        teams.end(Team.objects.get(), by=table.company.zhao, reason="目标已达成")
    assert disputed(table).superior == table.company.chen_zong


def test_the_leader_of_a_side_does_not_rule(table: Table) -> None:
    company = table.company
    team = teams.draft(charter(leader_rules=True), by=company.li)
    teams.borrow(team, by=company.li, person=company.wang, percent=20)
    teams.propose(team, by=company.li)
    teams.sign(team.loans.get(), by=company.wang)
    assert disputed(table).superior == company.chen_zong
