"""A monthly collection of 市场部 (林晓 collects): 产品部, 销售部 and 钱伟 in person are asked."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from tests.company import Company
from tongzhou.collaborations.actions.intakes import Question as Asked
from tongzhou.org.models import Department, Person
from tongzhou.submissions.actions import campaigns
from tongzhou.submissions.actions.campaigns import Plan
from tongzhou.submissions.models import Campaign, Respondent

QUESTIONS = (
    Asked(label="渠道", kind="choice", choices="线上、线下", is_required=True),
    Asked(label="费用（元）", kind="number", help="财务系统 → 费用明细", is_required=True),
    Asked(label="已付清", kind="yes_no"),
)


def plan(company: Company, **changes: Any) -> Plan:
    facts: dict[str, Any] = {
        "name": "6 月推广费用", "purpose": "月度预算复核", "due_on": date(2023, 7, 7),
        "is_table": True, "questions": QUESTIONS, "people": [company.qian],
        "departments": [company.product, company.sales],
    }  # fmt: skip
    return Plan(**{**facts, **changes})


def opened(company: Company, **changes: Any) -> Campaign:
    made = campaigns.draft(plan(company, **changes), department=company.marketing, by=company.lin)
    return campaigns.open_campaign(made, by=company.li)


def of(campaign: Campaign, who: Department | Person) -> Respondent:
    personal = isinstance(who, Person)
    name = "person" if personal else "department"
    found: Respondent = campaign.respondents.get(**{name: who}, is_personal=personal)
    return found


def rows(campaign: Campaign, *lines: tuple[str, ...]) -> list[dict[str, str]]:
    keys = [str(one.key) for one in campaign.questions.all()]
    return [dict(zip(keys, line, strict=False)) for line in lines]


def workbook(*lines: tuple[Any, ...]) -> bytes:
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, line in enumerate(lines):
        sheet.write_row(place, 0, line)
    book.close()
    return data.getvalue()
