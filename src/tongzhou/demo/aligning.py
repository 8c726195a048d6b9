"""Three departments of the demonstration say what they care about and compare four options."""

from datetime import timedelta
from decimal import Decimal

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.goals.models import Measure
from tongzhou.interests.actions import effects, maps, scoring, tables
from tongzhou.interests.actions.deals import advising, points, writing
from tongzhou.interests.consistency import ANSWERS
from tongzhou.interests.models import DealSide, OptionTable, TableSide
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
TERMS = (
    # open point, today, other ways, points of the three, scores of the three by way
    (
        "缺陷顺序",
        "按版本计划排",
        ("先修影响最大的 2 项", "五项一起修"),
        (60, 40, 10),
        ((2, 7, 10), (8, 7, 2), (5, 5, 5)),
    ),
    ("驻场支援", "不安排", ("客服派 1 人驻场两周",), (10, 40, 30), ((6, 4), (2, 9), (3, 8))),
    ("录音与回访数据", "不共享", ("每周五共享一次",), (30, 20, 60), ((4, 6), (1, 9), (0, 10))),
)


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
    _trade(case, parties, lead)


def _trade(case: Collaboration, parties: list[Department], lead: Person) -> None:
    """Weighed by all, worked out, and now silently asked."""
    deal = writing.draft(case, question="修复、人手和数据一起定", departments=parties, by=lead)
    for name, today, ways, *_figures in TERMS:
        writing.add_term(deal, name=name, today=today, ways=ways, by=lead)
    writing.open_deal(deal, by=lead)
    terms = list(deal.terms.prefetch_related("choices"))
    for place, department in enumerate(parties):
        given = {term.pk: row[3][place] for term, row in zip(terms, TERMS, strict=True)}
        scores = {
            choice.pk: value
            for term, row in zip(terms, TERMS, strict=True)
            for choice, value in zip(term.choices.all(), row[4][place], strict=True)
        }
        weights = points.Weights(given, scores)
        asked = points.question_for(deal, weights)
        fitting = next(one for one in ANSWERS if asked is None or asked.fits(one))
        side = DealSide.objects.select_related("deal__collaboration").get(
            deal=deal, department=department
        )
        points.hand_in(side, weights, prefers=fitting, by=_speaker(department))
    advising.advise(deal.pk)


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
