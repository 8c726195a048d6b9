"""What departments of the demonstration gained by each other, with and without a request."""

from datetime import datetime
from decimal import Decimal

from tongzhou.demo.company import Company
from tongzhou.demo.played import Played, Scenes, ago
from tongzhou.exchange.actions import gains
from tongzhou.exchange.actions.gains import Offer
from tongzhou.exchange.models import Gain
from tongzhou.org.models import Department, Person

TOLD = (
    ("confirmed", "用了一周，数对得上，已写进我们的月报。"),
    ("partly", "方向对了，量还差一些，下月再看一次。"),
)
OFFERS = (
    # days ago, who says it, giver, receiver, what, amount, unit, what the receiver says
    (52, "wang", "product", "marketing", "活动页首屏由 6 秒降到 2 秒", 4, "秒", ("confirmed", 4, "跳出率降了 9%，投放同事都感觉到了。")),
    (45, "li", "marketing", "product", "200 份用户访谈按功能整理好", 200, "份", ("partly", 160, "160 份能直接用，其余缺使用场景。")),
    (38, "chen", "hq", "sales", "替销售部约到 3 家全国渠道面谈", 3, "家", ("confirmed", 3, "3 家都谈了，2 家进入报价。")),
    (31, "li", "marketing", "hq", "季度品牌数据一页看完", 3, "小时", ("confirmed", 3, "经营会前不用再翻 6 份表。")),
    (17, "wang", "product", "hq", "经营会用的产品指标每周一自动发出", 2, "小时", ("partly", 1, "省了一半，退货率还要手工补。")),
    (3, "zhou", "sales", "marketing", "把客户最常问的 20 句话整理给你们做素材", 20, "条", None),
    (3, "huang", "service", "product", "按版本归类了 340 条反馈，排期可以直接用", 340, "条", None),
    (2, "zhao", "sales", "hq", "各区签约预测改为每天更新", 1, "天", None),
)  # fmt: skip


def offer(company: Company, today: datetime) -> Scenes:
    """Told without having been asked; the receiver says three days later what came of it."""
    for days, login, giver, receiver, what, amount, unit, told in OFFERS:
        yield ago(today, days)
        made = gains.offer(
            company.departments[giver], Offer(what, None, Decimal(amount), unit),
            receiver=company.departments[receiver], by=company.people[login],
        )  # fmt: skip
        if told:
            yield ago(today, days - 3, at=15)
            outcome, measured, sentence = told
            gains.receive(
                made, outcome=outcome, measured=Decimal(measured), sentence=sentence,
                by=_head(company.departments[receiver]),
            )  # fmt: skip


def tell(played: Played) -> None:
    """Whoever was asked says what came of what was claimed for them."""
    waiting = Gain.objects.filter(collaboration=played.case).waiting().select_related("receiver")
    for place, gain in enumerate(waiting.order_by("at", "pk")):
        outcome, sentence = TOLD[place % len(TOLD)]
        gains.receive(gain, outcome=outcome, sentence=sentence, by=_head(gain.receiver))


def _head(department: Department) -> Person:
    department.refresh_from_db()
    assert department.head is not None
    return department.head
