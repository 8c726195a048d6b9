"""What the company of the demonstration wants to reach this year, from the top to the measures."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.played import Scenes, ago
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


def set_all(company: Company, today: datetime) -> Scenes:
    """Each head sets the own goals, and writes the figures down as the months go by."""
    yield ago(today, 120)
    measures = _set(company, today.year)
    for months_ago in (2, 1, 0):
        yield ago(today, 3 + 30 * months_ago, at=9)
        for measure, course in measures:
            if months_ago < len(course):
                value = Decimal(course[-1 - months_ago])
                head = measure.goal.department.head
                assert head is not None
                measuring.read(measure, value=value, on=clock.today(), by=head)


def stand(company: Company, today: datetime) -> int:
    """The same goals with their latest figures, all written down at once; how many goals."""
    for measure, course in _set(company, today.year):
        head = measure.goal.department.head
        assert head is not None
        measuring.read(measure, value=Decimal(course[-1]), on=clock.today(), by=head)
    return len(AIMS)


def _set(company: Company, year: int) -> list[tuple[Measure, tuple[str, ...]]]:
    made: dict[str, Goal] = {}
    measures = []
    for aim in AIMS:
        department = company.departments[aim.code]
        assert department.head is not None
        contents = setting.Contents(
            name=aim.name, since=date(year, 1, 1), until=date(year, 12, 31), why=aim.why,
            parent=made.get(aim.parent),
        )  # fmt: skip
        made[aim.name] = setting.set_goal(contents, department=department, by=department.head)
        for figure in aim.figures:
            measure = _measured(made[aim.name], figure, by=department.head)
            measures.append((measure, figure.course))
    return measures


def _measured(goal: Goal, figure: Figure, *, by: Person) -> Measure:
    contents = measuring.Contents(
        name=figure.name, baseline=Decimal(figure.baseline), target=Decimal(figure.target),
        unit=figure.unit, direction=figure.direction,
    )  # fmt: skip
    return measuring.add(goal, contents, by=by)
