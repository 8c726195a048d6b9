"""What the departments of the demonstration say of themselves, and what changed among them."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.demo import questions
from tongzhou.demo.company import Company
from tongzhou.org import actions
from tongzhou.org.actions.describing import Description, Lead, Measure

DAY = timedelta(days=1)

PROFILES = {
    "marketing": Description(
        does="品牌传播、活动策划、投放与线索。\n不做：单个客户的定制物料、销售话术。",
        flow="周一收集需求，周三评审排期，周五前答复；素材由品牌部定稿后投放。",
        needs="目标人群、上线日期、预算范围、要看的数据口径。",
        constraints="大促前两周（618、双11）不接新活动；单次投放超过 20 万元须总经理批准。",
        leads=[Lead("活动方案", 5, 8), Lead("投放素材 1 套", 3, 5), Lead("数据复盘", 2, 2)],
        measures=[Measure("季度新增线索", "12,000 条"), Measure("获客成本", "≤ 86 元")],
    ),
    "product": Description(
        does="产品规划、需求评审、版本验收。\n不做：线上故障处理（找研发部值班）。",
        flow="双周一个版本：周二评审，隔周四上线；紧急需求走变更。",
        needs="问题出现的频率、影响的用户数、期望的结果；有截图或录屏更快。",
        constraints="发布窗口为每周四；月末三天封版。",
        leads=[Lead("需求评审", 3, 5), Lead("小功能上线", 10, 15), Lead("埋点", 5, 5)],
        measures=[Measure("次月留存率", "45%"), Measure("需求按期上线率", "90%")],
    ),
    "sales": Description(
        does="签约、续费与客户关系。能带大家见客户。",
        flow="周会收集各区反馈，周三汇总给产品部。",
        needs="能对客户说的一句话、报价口径、可以承诺的日期。",
        constraints="季末最后一周全员在外签约。",
        leads=[Lead("客户访谈安排", 3, 5), Lead("需求清单", 5, 10)],
        measures=[Measure("季度签约额", "1,200 万元"), Measure("续费率", "88%")],
    ),
    "service": Description(
        does="受理咨询与投诉，整理用户的原话。",
        flow="投诉 2 小时内首次回应，24 小时内给出处理意见；每周五出投诉分析。",
        needs="新功能上线前 3 天给到说明和常见问题。",
        constraints="周末只有 4 人值班。",
        leads=[Lead("投诉数据导出", 1, 2), Lead("专题分析", 3, 5)],
        measures=[Measure("投诉率", "≤ 0.8%"), Measure("首次解决率", "82%")],
    ),
    "rd": Description(
        does="开发、发布与线上值班。",
        flow="需求经产品部评审后排入双周迭代；线上故障直接找值班。",
        needs="评审通过的需求、验收标准、接口说明。",
        constraints="每个迭代留 20% 给故障与技术债。",
        leads=[Lead("接口联调", 3, 5), Lead("中等需求", 8, 12)],
        measures=[Measure("线上可用率", "99.95%"), Measure("缺陷逃逸率", "≤ 2%")],
    ),
    "finance": Description(
        does="预算、付款、合同审核。",
        flow="付款每周二、周五两批；合同当天收当天分。",
        needs="预算科目、合同、验收单；缺一样都会退回。",
        constraints="每月 25 日至次月 3 日结账，不付款。",
        leads=[Lead("付款", 2, 4), Lead("合同审核", 2, 3)],
        measures=[Measure("付款差错", "0"), Measure("预算偏差", "± 5%")],
    ),
}


def live(company: Company) -> None:
    """Six departments describe themselves; then the days pass and some things change."""
    departments, people = company.departments, company.people
    for code, description in PROFILES.items():
        head = departments[code].head
        assert head is not None
        actions.describe_department(departments[code], by=head, description=description)
    questions.publish(departments)
    administrator = people["admin"]
    clock.advance(DAY)
    actions.rename_department(departments["brand"], by=administrator, name="品牌与内容部")
    clock.advance(DAY)
    team = actions.create_department(
        departments["operations"], by=administrator, name="直播组", code="live"
    )
    clock.advance(DAY)
    actions.dissolve_department(team, by=administrator, successor=departments["brand"])
    head = departments["qa"].head
    actions.appoint_head(departments["qa"], by=administrator, person=None)
    until = clock.today() + timedelta(days=330)
    if head is not None:
        actions.name_acting_head(
            departments["qa"], by=administrator, person=head, since=clock.today(), until=until
        )
