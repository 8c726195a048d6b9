"""Three departments of the demonstration say what they care about and compare four options."""

from datetime import timedelta
from decimal import Decimal

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.goals.models import Measure
from tongzhou.interests.actions import effects, maps, scoring, tables
from tongzhou.interests.models import OptionTable, TableSide
from tongzhou.org.models import Department, Person

CASE = "投诉闭环治理"
SAID = {
    "service": maps.Words("五个缺陷一次修完", "同一个问题不再有人打第二次电话", None, "双十二前后坐席排满，接不住新的投诉高峰", is_open=True),
    "product": maps.Words("先修两个，其余排到下个版本", "版本按期上线，次月留存回升", None, "临时插单，首页提速又往后拖", is_open=True),
    "logistics": maps.Words("先定清楚什么算签收异常", "仓配的人手用在真正的异常上", None, "24 小时时限变成考核扣分", is_open=False),
}  # fmt: skip
MEASURES = {"service": "投诉率", "product": "次月留存"}
OPTIONS = (
    # name, days until, person-days, scope, given in return, scores of the three
    ("五项一次修完", 30, 22, "TOP5 缺陷全部", "客服部 200 条录音", (9, 3, 5)),
    ("先修两项，两周后再修三项", 44, 17, "影响最大的 2 项先上", "客服部派 1 人驻场两周", (8, 8, 6)),
    ("按周分批，每周一项", 58, 19, "每周四随版本上线", "客服部每周五给回访结果", (6, 7, 8)),
    ("只改签收时限，缺陷下季度修", 20, 5, "时限表与回复口径", "", (2, 7, 7)),
)
EDGES = (
    ("service", "投诉率", "helps", 3, "重复投诉占 27%"),
    ("product", "次月留存", "helps", 1, "少一类流失原因"),
    ("product", "首页打开时间", "hurts", 2, "同一组人，首页提速晚两周"),
)
FLOORS = (5, 5, 4)


def align(company: Company) -> None:
    case = Collaboration.objects.get(name=CASE)
    lead = case.person_in_charge
    parties = [company.departments[code] for code in SAID]
    for code, words in SAID.items():
        department = company.departments[code]
        said = maps.Words(**{**vars(words), "measure": _measure(department, MEASURES.get(code))})
        maps.say(case, said, department=department, seen=0, by=_speaker(department))
    both = [company.departments["service"], company.departments["product"]]
    maps.share(
        case, sentence="修好反复投诉的缺陷，既少接电话，也少流失用户", departments=both, by=lead
    )
    for code, name, sign, size, note in EDGES:
        measure = _measure(company.departments[code], name)
        assert measure is not None
        effects.name(case, effects.Edge(measure, sign, size, note), by=lead)
    _compare(_table(case, parties, lead), parties)


def _table(case: Collaboration, parties: list[Department], lead: Person) -> OptionTable:
    table = tables.draft(case, question="五个缺陷怎么排？", departments=parties, by=lead)
    for name, days, effort, scope, give_back, _scores in OPTIONS:
        by_date = clock.today() + timedelta(days=days)
        contents = tables.Contents(
            name, by_date=by_date, people_days=Decimal(effort), scope=scope, give_back=give_back
        )
        tables.add_option(table, contents, by=lead)
    tables.open_table(table, by=lead)
    return table


def _compare(table: OptionTable, parties: list[Department]) -> None:
    options = list(table.options.order_by("position"))
    for place, (department, floor) in enumerate(zip(parties, FLOORS, strict=True)):
        values = {option.pk: row[5][place] for option, row in zip(options, OPTIONS, strict=True)}
        sides = TableSide.objects.select_related("department", "table__collaboration")
        side = sides.get(table=table, department=department)
        scoring.hand_in(side, scoring.Scores(values, floor), by=_speaker(department))


def _measure(department: Department, name: str | None) -> Measure | None:
    rows = Measure.objects.select_related("goal__department")
    return rows.filter(goal__department=department, name=name).first()


def _speaker(department: Department) -> Person:
    liaison = department.liaisons.select_related("person").first()
    found = liaison.person if liaison else department.head
    assert found is not None
    return found
