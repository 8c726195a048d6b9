"""Who answers for what, again and again: owned, between two chairs, and claimed twice."""

from datetime import datetime

from tongzhou.demo.company import Company
from tongzhou.demo.played import Scenes, ago
from tongzhou.duties.actions import reporting
from tongzhou.duties.actions.reporting import Described
from tongzhou.org.models import Department, Person

OWNED = (
    ("marketing", "活动日历", "monthly", "全公司对外活动的时间、渠道和联系人，每月 25 日前更新。"),
    ("service", "投诉周报", "weekly", "TOP5 问题、原话和处理结果，发各部门接口人。"),
    ("data", "经营看板口径", "monthly", "指标定义、来源和负责人；改口径先公告。"),
    ("it", "账号与权限清理", "quarterly", "离职、转岗人员的账号当周清理。"),
    ("finance", "合同付款排期", "weekly", "每周三汇总，周五付款。"),
)
GAP = ("商品说明更新", "on_demand", "上新后说明谁改、改到哪几个渠道，目前没人负责。")
OVERLAP = ("用户回访", "monthly", "销售部和客服部都在打回访电话，用户一周接到两次。")


def register(company: Company, today: datetime) -> Scenes:
    yield ago(today, 60)
    for department in company.departments.values():
        department.refresh_from_db()
    for code, name, rhythm, description in OWNED:
        owner = company.departments[code]
        said = Described(name=name, rhythm=rhythm, description=description)
        reporting.enter(said, department=owner, by=_head(owner))
    yield ago(today, 5)
    between = [company.departments[code] for code in ("product", "operations")]
    reporting.report_gap(_said(GAP), concerned=between, by=company.people["huang"])
    twice = [company.departments[code] for code in ("sales", "service")]
    reporting.report_overlap(_said(OVERLAP), doing=twice, by=company.people["zhou"])


def _said(said: tuple[str, str, str]) -> Described:
    name, rhythm, description = said
    return Described(name=name, rhythm=rhythm, description=description)


def _head(department: Department) -> Person:
    assert department.head is not None
    return department.head
