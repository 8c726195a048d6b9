"""Teams as the tests of this folder need them: 林晓 of 市场部 borrows from 产品部 and 销售部."""

from datetime import date
from typing import Any

from tests.company import Company
from tongzhou.org.models import Person
from tongzhou.teams import actions
from tongzhou.teams.models import Loan, Team

FIRST, LAST = date(2023, 7, 3), date(2023, 9, 29)


def charter(**changes: Any) -> actions.Charter:
    return actions.Charter(
        **{
            "name": "直播专项组",
            "purpose": "三个月内把直播转化做起来",
            "measure": "直播转化率 3%",
            "rights": "5 万元以内的投放，排期先后",
            "since": FIRST,
            "until": LAST,
            **changes,
        }
    )


def drafted(company: Company, *borrowed: tuple[Person, int]) -> Team:
    team = actions.draft(charter(), by=company.lin)
    for person, percent in borrowed or ((company.wang_gong, 50), (company.wu, 30)):
        actions.borrow(team, by=company.lin, person=person, percent=percent)
    return team


def proposed(company: Company, *borrowed: tuple[Person, int]) -> Team:
    return actions.propose(drafted(company, *borrowed), by=company.lin)


def active(company: Company, *borrowed: tuple[Person, int]) -> Team:
    team = proposed(company, *borrowed)
    for loan in team.loans.all():
        actions.sign(loan, by=loan.home.head)
    return fresh(team)


def loan_of(team: Team, person: Person) -> Loan:
    return Loan.objects.exclude(state="released").get(team=team, person=person)


def fresh(team: Team) -> Team:
    return Team.objects.get(pk=team.pk)
