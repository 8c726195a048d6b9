"""Chapter 1: the request is written and sent; three departments answer from their 今天."""

from playwright.sync_api import expect

from tests.journeys.stage import Somebody, Stage

NAME = "Q3 用户活跃度提升"
REQUEST = {
    "名称": NAME,
    "可衡量的目标": "3 项新功能上线；Q3 月活跃用户增长 15%，新功能使用率达到 30%。",
    "背景": "近 3 个月用户留存率下降 5%，需通过功能升级与活动策划提升活跃度。",
    "期望完成日期": "2023-09-30",
    "所需人员": "产品部 2 名开发工程师",
    "所需数据": "销售部 100 条用户需求反馈",
    "备注": "需优先考虑移动端用户体验。",
}
MILESTONES = (("完成需求评审", "2023-07-31"), ("功能开发", "8月31日"), ("功能上线", "2023-09-28"))
LABELS = ("具体要什么", "为什么", "到什么时候", "大致人日", "对方得到什么", "我们给什么")
DEVELOPERS = "3 项新功能上线，派 2 名开发工程师"
NEEDS = "收集 100 条有效用户需求"
COMPLAINTS = "提取 TOP3 投诉原因与数据"
ASKS = {
    "产品部": (DEVELOPERS, "留存率 3 个月下降 5%，竞品 6 月上线了社交分享", "2023-08-15", "46",
            "次月留存 +10%，计入产品部 Q3 留存指标", "市场部提供 200 份用户访谈原始记录"),
    "销售部": (NEEDS, "需求评审 7 月 21 日开始", "2023-07-20", "12",
            "新卖点，话术转化预计 +8%", "活动线索优先分给销售部"),
    "客服部": (COMPLAINTS, "让评审先解决投诉最多的问题", "2023-07-25", "6",
            "投诉量预计 −20%", "上线前一周给客服部培训资料"),
}  # fmt: skip


def initiate(stage: Stage) -> str:
    """The address of the collaboration."""
    stage.at(6, 12, 9)
    li = stage.enter("li")
    li.sees("没有事在等你")
    _write_the_request(li)
    for department in ASKS:
        _write_the_ask(li, department)
    case = "/".join(li.page.url.split("/")[:5])
    li.link("一页纸").click()
    li.sees("近 3 个月用户留存率下降 5%")
    li.sees("功能开发 · 8月31日")
    stage.at(6, 12, 10)
    _send(li)
    _accept_in_place(stage)
    _ask_back_and_reply(stage)
    _counter_and_agree(stage)
    return case


def _write_the_request(li: Somebody) -> None:
    li.link("发起协作").click()
    for label, text in REQUEST.items():
        li.box(label).fill(text)
    for place, (name, on) in enumerate(MILESTONES):
        li.box("里程碑").nth(place).fill(name)
        li.box("日期").nth(place).fill(on)
    for department in ASKS:
        li.main.get_by_label(department, exact=True).check()
    expect(li.page.locator("#hints")).to_contain_text("清楚、可衡量、有日期")
    li.button("保存草稿，下一步").click()
    expect(li.ball).to_contain_text("轮到市场部 · 李敏")
    expect(li.ball).to_contain_text("完善后发出")


def _write_the_ask(li: Somebody, department: str) -> None:
    li.item(department).get_by_role("link", name="写请求").click()
    for label, text in zip(LABELS, ASKS[department], strict=True):
        li.box(label).first.fill(text)
    li.button("保存草稿").click()
    expect(li.card(department)).to_contain_text("草稿")


def _send(li: Somebody) -> None:
    li.button("发出需求").click()
    expect(li.toast).to_contain_text("已发出")
    expect(li.ball).to_contain_text("轮到产品部 · 刘洋")
    expect(li.ball).to_contain_text("6月15日 10:00 前")
    expect(li.ball).to_contain_text("届时未处理，将转给孙悦；沉默不等于同意。")
    li.sees("本协作还有 2 件事待处理")


def _accept_in_place(stage: Stage) -> None:
    zhou = stage.enter("zhou", "phone")
    stage.at(6, 14, 11)
    zhou.go("/")
    zhou.sees("有 1 件事在等你")
    zhou.fits()
    zhou.card(NEEDS).get_by_role("button", name="接受", exact=True).click()
    expect(zhou.card(NEEDS)).to_contain_text("已谈妥")
    zhou.go("/")
    zhou.sees("没有事在等你")


def _ask_back_and_reply(stage: Stage) -> None:
    question = "投诉数据要近 3 个月还是半年的？"
    huang, li = stage.enter("huang"), stage.enter("li")
    stage.at(6, 14, 15)
    huang.go("/")
    huang.fold("问一句…").click()
    huang.box("想了解什么？").fill(question)
    huang.button("问一句").click()
    expect(huang.card(COMPLAINTS)).to_contain_text("轮到市场部 李敏")
    li.go("/")
    li.card(COMPLAINTS).locator("summary", has_text="回复…").click()
    li.box(question).fill("近 3 个月就够。")
    li.button("回复").click()
    expect(li.card(COMPLAINTS)).to_contain_text("李敏 · 回复")
    stage.at(6, 15, 9)
    huang.go("/")
    expect(huang.card(COMPLAINTS)).to_contain_text("近 3 个月就够。")
    huang.card(COMPLAINTS).get_by_role("button", name="接受", exact=True).click()
    expect(huang.card(COMPLAINTS)).to_contain_text("已谈妥")


def _counter_and_agree(stage: Stage) -> None:
    liu, li = stage.enter("liu"), stage.enter("li")
    liu.go("/")
    liu.link(DEVELOPERS).click()
    expect(liu.ball).to_contain_text("今天 10:00 前")
    liu.fold("换个办法…").click()
    liu.box("到什么时候").first.fill("2023-08-20")
    liu.box("人员").first.fill("王强、刘洋")
    liu.box("一句话：还想说什么，或有什么条件").fill("评审要一周，8 月 20 日完成更稳妥。")
    liu.button("提出反提案").click()
    expect(liu.toast).to_contain_text("现在轮到李敏")
    stage.at(6, 15, 16)
    li.go("/")
    li.card(DEVELOPERS).get_by_role("button", name="同意这样做").click()
    expect(li.card(DEVELOPERS)).to_contain_text("8月20日 · 46 人日")
