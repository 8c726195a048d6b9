"""What the company of the demonstration wants to reach this year, from the top to the measures."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.goals.actions import measuring, setting
from tongzhou.goals.models import Goal, Measure
from tongzhou.org.models import Person

GREW, HELD = "用户规模与活跃同步增长", "服务体验稳中有升"


@dataclass(frozen=True)
class Figure:
    """`course` are the readings of the last months, the latest last."""

    name: str
    unit: str
    baseline: str
    target: str
    course: tuple[str, ...]

    @property
    def direction(self) -> str:
        return "up" if Decimal(self.target) >= Decimal(self.baseline) else "down"


@dataclass(frozen=True)
class Aim:
    code: str
    name: str
    parent: str
    why: str = ""
    figures: tuple[Figure, ...] = ()


AIMS = (
    Aim("hq", GREW, "", "新用户留得住，增长才算数。", (Figure("年度活跃用户", "万", "420", "600", ("455", "498", "531")),)),
    Aim("hq", HELD, "", "口碑是下一年的增长。", (Figure("客户满意度", "分", "82", "88", ("83", "84.5")),)),
    Aim("growth", "带来更多愿意留下的用户", GREW, "", (Figure("季度拉新", "万", "38", "60", ("44", "51")),)),
    Aim("marketing", "社交分享成为拉新主渠道", "带来更多愿意留下的用户", "投放成本逐季上升，分享带来的用户更愿意留下。",
        (Figure("分享带来的新用户", "万", "4", "12", ("5.5", "7.2")), Figure("获客成本", "元", "96", "86", ("94", "91")))),
    Aim("sales", "老客户续约与增购", "带来更多愿意留下的用户", "", (Figure("续费率", "%", "84", "88", ("85", "86")),)),
    Aim("tech", "又快又稳，按期交付", GREW, "", (Figure("需求按期上线率", "%", "78", "90", ("80", "83")),)),
    Aim("product", "留住新用户", "又快又稳，按期交付", "卡顿是流失的第一原因。",
        (Figure("次月留存", "%", "38", "45", ("39.5", "41")), Figure("首页打开时间", "秒", "4.8", "2", ("4.1", "3.6")))),
    Aim("rd", "减少线上故障", "又快又稳，按期交付", "", (Figure("线上可用率", "%", "99.9", "99.95", ("99.92", "99.94")),)),
    Aim("delivery", "问题少、答得快", HELD, "", (Figure("首次解决率", "%", "76", "82", ("77", "79")),)),
    Aim("service", "投诉更少，回应更快", "问题少、答得快", "改版期间的投诉最集中。",
        (Figure("投诉率", "%", "1.2", "0.8", ("1.1", "0.95")), Figure("首次回应", "小时", "6", "2", ("4.5", "3")))),
)  # fmt: skip


def set_all(company: Company) -> None:
    """Each head sets the own goals; the department's liaison or head writes the figures down."""
    made: dict[str, Goal] = {}
    year = clock.today().year
    for aim in AIMS:
        department = company.departments[aim.code]
        assert department.head is not None
        contents = setting.Contents(
            name=aim.name, since=date(year, 1, 1), until=date(year, 12, 31), why=aim.why,
            parent=made.get(aim.parent),
        )  # fmt: skip
        made[aim.name] = setting.set_goal(contents, department=department, by=department.head)
        for figure in aim.figures:
            _follow(made[aim.name], figure, by=department.head)


def _follow(goal: Goal, figure: Figure, *, by: Person) -> None:
    contents = measuring.Contents(
        name=figure.name, baseline=Decimal(figure.baseline), target=Decimal(figure.target),
        unit=figure.unit, direction=figure.direction,
    )  # fmt: skip
    measure = measuring.add(goal, contents, by=by)
    for months_ago, value in enumerate(reversed(figure.course)):
        _write_down(measure, value, months_ago, by=by)


def _write_down(measure: Measure, value: str, months_ago: int, *, by: Person) -> None:
    on = clock.today() - timedelta(days=3 + 30 * months_ago)
    measuring.read(measure, value=Decimal(value), on=on, by=by)
