"""What the finance department of the demonstration collects: last month's is over, this one's runs."""

from datetime import datetime, timedelta

from tongzhou.collaborations.actions.intakes import Question
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.played import Scenes, ago
from tongzhou.org.calendars import calendar
from tongzhou.submissions.actions import campaigns, handing
from tongzhou.submissions.actions.campaigns import Plan
from tongzhou.submissions.models import Campaign, Respondent

ASKED = ("marketing", "product", "sales", "service", "rd")
QUESTIONS = (
    Question(label="费用项目", help="如：投放、差旅、外包", is_required=True),
    Question(
        label="本月金额（元）",
        kind="number",
        help="财务系统 → 费用明细 → 按部门导出",
        is_required=True,
    ),
    Question(label="类别", kind="choice", choices="已发生、已签合同、预计", is_required=True),
    Question(label="付款日", kind="date"),
)
FIGURES = (
    ("线上投放", "128000", "已发生"),
    ("外包设计", "36000", "已签合同"),
    ("差旅", "9800.50", "已发生"),
)
REASON = "差旅请拆到项目，其余已核对，谢谢。"


def collect(company: Company, today: datetime) -> Scenes:
    yield ago(today, 38)
    last = _ask(company, "上月部门费用明细", days=5)
    yield ago(today, 34)
    for place, one in enumerate(_asked(last)):
        _hand_in(one, lines=1 + place % 3)
    yield ago(today, 30)
    campaigns.close(last, by=last.by)
    yield ago(today, 6)
    now = _ask(company, "本月部门费用明细", days=9, rhythm=Campaign.Rhythm.MONTHLY)
    yield ago(today, 1, at=11)
    first, second, third, *_missing = _asked(now)
    for one in (first, second, third):
        _hand_in(one, lines=2)
    handing.take(first, number=1, by=now.by)
    handing.give_back(second, number=1, reason=REASON, by=now.by)


def _ask(company: Company, name: str, *, days: int, rhythm: str = Campaign.Rhythm.ONCE) -> Campaign:
    finance = company.departments["finance"]
    finance.refresh_from_db()
    assert finance.head is not None
    plan = Plan(
        name=name, rhythm=rhythm, is_table=True, questions=QUESTIONS,
        purpose="核对当月预算执行，决定下月额度；每家只看到自己填的。",
        where="财务系统 → 报表 → 费用明细，选本部门、本月。",
        example="线上投放 / 128000 / 已发生 / 2026-06-20",
        reward="准时提交的部门下月额度当日生效", consequence="逾期的部门下月额度顺延一周生效",
        agreed="季度经营会，各部门负责人同意",
        due_on=calendar().next_working_day((clock.now() + timedelta(days=days)).date()),
        departments=[company.departments[code] for code in ASKED],
    )  # fmt: skip
    made = campaigns.draft(plan, department=finance, by=finance.head)
    return campaigns.open_campaign(made, by=finance.head)


def _asked(campaign: Campaign) -> list[Respondent]:
    return list(campaign.respondents.select_related("person", "campaign"))


def _hand_in(one: Respondent, *, lines: int) -> None:
    keys = [str(question.key) for question in one.campaign.questions.all()]
    rows = [dict(zip(keys, figures, strict=False)) for figures in FIGURES[:lines]]
    handing.hand_in(one, rows, by=one.person)
