"""Requests as the tests of this folder need them: 市场部 asks 产品部 (and 销售部)."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.company import Company
from tongzhou.collaborations.actions import asks, cases
from tongzhou.collaborations.models import Ask, Ball, Collaboration
from tongzhou.collaborations.terms import AnswerTerms, AskTerms, OptionTerms
from tongzhou.org.models import Person

WANTED = date(2023, 9, 30)
READY = (
    OptionTerms(what="三项功能，8月25日", by_date=date(2023, 8, 25), effort_days=Decimal(20)),
    OptionTerms(what="先两项，其余 9月5日", by_date=date(2023, 9, 5), effort_days=Decimal(15)),
)
OFFERED = (
    OptionTerms(what="功能优化先上线", by_date=date(2023, 8, 25), effort_days=Decimal(12)),
    OptionTerms(what="社交分享先上线", by_date=date(2023, 9, 5), effort_days=Decimal(14)),
    OptionTerms(what="两项并行，加一名开发", by_date=date(2023, 8, 30), effort_days=Decimal(22)),
)
LATER = AnswerTerms(by_date=date(2023, 8, 25), effort_days=Decimal(25))


def terms(**changes: Any) -> AskTerms:
    return AskTerms(
        **{
            "what": "3 项新功能上线",
            "why": "近 3 个月留存率下降 5%",
            "by_date": date(2023, 8, 20),
            "effort_days": Decimal(20),
            "gain": "新功能使用率 30%，计入产品部 Q3 指标",
            "give_back": "200 份用户访谈原始记录",
            **changes,
        }
    )


def drafted_case(company: Company, **changes: Any) -> Collaboration:
    contents = cases.Contents(
        name="Q3 用户活跃度提升",
        person_in_charge=company.li,
        partners=(company.product, company.sales),
        background="近 3 个月留存率下降 5%",
        goal="Q3 月活 +15%，新功能使用率 30%",
        wanted_date=WANTED,
        **changes,
    )
    return cases.draft(company.marketing, contents, by=company.li)


def drafted(company: Company, case: Collaboration | None = None, **changes: Any) -> Ask:
    """`options` and `department` may be given; the rest changes the terms."""
    options = changes.pop("options", READY)
    department = changes.pop("department", company.product)
    return asks.draft(
        case or drafted_case(company),
        department=department,
        terms=terms(**changes),
        options=options,
        by=company.li,
    )


def send(case: Collaboration, *, by: Person) -> None:
    """With a request to every partner that was not asked yet."""
    asked = case.asks.values("department")
    for party in case.parties.filter(is_initiator=False).exclude(department__in=asked):
        asks.draft(case, department=party.department, terms=terms(), by=by)
    cases.send(case, by=by)


def sent(company: Company, **changes: Any) -> Ask:
    """Beside it stands a second request, to 销售部, so that one answer does not move the case on."""
    case = drafted_case(company)
    ask = drafted(company, case, **changes)
    drafted(company, case, what="100 条真实用户需求", department=company.sales, options=())
    cases.send(case, by=company.li)
    return fresh(ask)


def fresh(ask: Ask) -> Ask:
    return Ask.objects.select_related("collaboration", "department").get(pk=ask.pk)


def ball(ask: Ask) -> Ball | None:
    return Ball.objects.filter(kind="ask", matter=ask.pk).first()
