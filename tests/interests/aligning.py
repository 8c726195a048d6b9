"""Three departments of the story compare options; each helper brings them one step further."""

from datetime import date
from decimal import Decimal

from tests.company import Company
from tongzhou.collaborations.actions import asks, cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.terms import AskTerms
from tongzhou.interests.actions import deciding, scoring, tables
from tongzhou.interests.actions.scoring import Scores
from tongzhou.interests.models import OptionTable, TableSide
from tongzhou.org.models import Department

OPTIONS = (
    ("先分享，后优化", date(2023, 9, 20), 74),
    ("优化 8/25，分享并行 9/5", date(2023, 9, 5), 82),
    ("分批灰度，客服错峰", date(2023, 9, 15), 90),
    ("只做优化", date(2023, 8, 25), 46),
)
GIVEN = {"marketing": (9, 8, 6, 2), "product": (3, 8, 7, 9), "service": (4, 6, 8, 7)}
FLOOR = 5
TERMS = AskTerms(
    what="定下先上什么", why="留存下降", by_date=date(2023, 9, 10), effort_days=None, gain="留存",
    give_back="",
)  # fmt: skip


def case_of(company: Company) -> Collaboration:
    contents = cases.Contents(
        name="Q3 用户活跃度提升", person_in_charge=company.lin,
        partners=(company.product, company.service), background="留存下降 5%",
        goal="月活 +15%", wanted_date=date(2023, 9, 10),
    )  # fmt: skip
    case = cases.draft(company.marketing, contents, by=company.lin)
    for department in (company.product, company.service):
        asks.draft(case, department=department, terms=TERMS, by=company.lin)
    cases.send(case, by=company.lin)
    case.refresh_from_db()
    return case


def drafted(company: Company, case: Collaboration | None = None) -> OptionTable:
    case = case or case_of(company)
    sides = [company.marketing, company.product, company.service]
    table = tables.draft(case, question="先上什么", departments=sides, by=company.lin)
    for name, by_date, days in OPTIONS:
        contents = tables.Contents(name=name, by_date=by_date, people_days=Decimal(days))
        tables.add_option(table, contents, by=company.lin)
    return table


def opened(company: Company, case: Collaboration | None = None) -> OptionTable:
    table = drafted(company, case)
    tables.open_table(table, by=company.lin)
    return table


def side_of(table: OptionTable, department: Department) -> TableSide:
    return TableSide.objects.select_related("department", "table__collaboration").get(
        table=table, department=department
    )


def score(company: Company, table: OptionTable, name: str) -> None:
    department = getattr(company, name)
    options = table.options.order_by("position")
    values = {option.pk: value for option, value in zip(options, GIVEN[name], strict=True)}
    liaison = department.liaisons.get().person
    scoring.hand_in(side_of(table, department), Scores(values, FLOOR), by=liaison)


def compared(company: Company, case: Collaboration | None = None) -> OptionTable:
    table = opened(company, case)
    for name in GIVEN:
        score(company, table, name)
    return OptionTable.objects.get(pk=table.pk)


def proposed(company: Company) -> OptionTable:
    table = compared(company)
    second = table.options.get(position=2)
    deciding.propose(table, option=second, rationale="三方都好于不合作", by=company.lin)
    return OptionTable.objects.get(pk=table.pk)


def decided(company: Company) -> OptionTable:
    table = proposed(company)
    for department in (company.marketing, company.product, company.service):
        deciding.agree(side_of(table, department), by=department.head)
    return OptionTable.objects.get(pk=table.pk)
