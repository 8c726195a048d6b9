"""Chapter 2: kickoff, the division table typed cell by cell, four seals."""

import re

from playwright.sync_api import Locator, expect

from tests.company import PASSWORD
from tests.journeys.stage import Somebody, Stage

DEVELOPMENT, RESEARCH, ANALYSIS, CAMPAIGN = (
    "需求评审与开发",
    "用户需求收集",
    "数据分析支持",
    "推广活动策划",
)
CELLS = (
    {"name": DEVELOPMENT, "dates": "7月21日-8月20日", "buffer_days": "5",
     "deliverable": "3 项新功能上线", "criteria": "功能测试通过率 100%"},
    {"name": RESEARCH, "dates": "7/1 - 7/20", "deliverable": "《用户需求汇总报告》",
     "criteria": "覆盖 100 条有效需求", "supports": "客服部"},
    {"name": ANALYSIS, "dates": "７月１日－７月２５日", "deliverable": "《用户投诉分析报告》",
     "criteria": "提取 TOP3 问题原因"},
)  # fmt: skip
ROWS = "tr[data-row]:not(.new)"
HEADS = {"li": "市场部", "zhao": "销售部", "chen": "客服部", "wang": "产品部"}


def align(stage: Stage, case: str) -> None:
    li = stage.enter("li")
    _hold_the_kickoff(stage, li, case)
    stage.at(6, 27, 9)
    _fill_the_table(li)
    _repair_what_is_found(li)
    stage.at(6, 27, 16)
    _circulate(li)
    _sign_all(stage)


def _hold_the_kickoff(stage: Stage, li: Somebody, case: str) -> None:
    stage.at(6, 26, 14)
    li.go(case)
    expect(li.ball).to_contain_text("填好分工表，发起会签")
    li.link("发起会议").click()
    expect(li.main.get_by_label("类型")).to_have_value("kickoff")
    li.box("日期").fill("2023-06-26")
    li.box("时间").fill("15:00")
    li.button("邀请").click()
    expect(li.ball).to_contain_text("开会并记录纪要")
    stage.at(6, 26, 16)
    li.page.reload()
    li.box("会议纪要").fill("各部门逐项确认资源与时间，风险主要在开发人手。")
    li.box("决定 1").fill("每周五下班前更新进度，市场部汇总")
    li.box("决定 2").fill("需求变更一律走变更申请")
    li.button("记录纪要").click()
    li.sees("需求变更一律走变更申请")
    li.sees("李敏记录于")


def _fill_the_table(li: Somebody) -> None:
    li.link("计划").click()
    li.button("带入谈妥的内容").click()
    expect(li.toast).to_contain_text("3 行")
    for place, cells in enumerate(CELLS, start=1):
        for field, text in cells.items():
            _type(li, place, field, text)
    _type(li, 1, "waits_for", "2")


def _repair_what_is_found(li: Somebody) -> None:
    findings = li.page.locator("#findings")
    expect(findings).to_contain_text(f"「{RESEARCH}」没有负责人（R）")
    li.button("设为周婷").click()
    li.button("设为黄蕾").click()
    _type(li, 1, "responsible", "王强")
    _add_the_fourth_row(li)
    _type(li, 4, "deliverable", "《推广活动方案》")
    _type(li, 4, "criteria", "《推广活动方案》包含用户裂变与激励设计")
    _type(li, 4, "supports", "销售部")
    _type(li, 4, "responsible", "林晓")
    inform = findings.get_by_role("button", name=re.compile("^把.+设为知会 I$"))
    for left in range(inform.count(), 0, -1):
        inform.first.click()
        expect(inform).to_have_count(left - 1)
    li.page.reload()
    li.sees("可以会签")


def _add_the_fourth_row(li: Somebody) -> None:
    li.fold("新增一行").click()
    row = li.form("/tasks")
    row.get_by_label("任务").fill(CAMPAIGN)
    row.get_by_label("部门").select_option(label="市场部")
    row.get_by_label("起止时间").fill("8月1日-8月15日")
    row.get_by_role("button").click()
    expect(li.main.locator(ROWS)).to_have_count(4)


def _circulate(li: Somebody) -> None:
    li.link("去会签").click()
    li.sees("可以会签了")
    li.button("发起会签").last.click()
    expect(li.toast).to_contain_text("会签已发起")
    li.sees("产品部：3 项新功能上线，派 2 名开发工程师 · 8月20日 前")


def _sign_all(stage: Stage) -> None:
    """From a telephone, except the initiator; the password is asked for where it is long ago."""
    for place, (login, department) in enumerate(HEADS.items()):
        head = stage.enter(login, "desktop" if login == "li" else "phone")
        stage.at(6, 27 + place // 2, 17)
        sign(head, department)
        stamp = head.page.get_by_role("img", name=re.compile(f"^{department}印.*已签字"))
        expect(stamp.first).to_be_visible()
        assert _is_red(stamp.first)
        head.fits()
    head.sees("已签 4 / 4 个部门")
    head.sees("现行有效")


def sign(head: Somebody, department: str) -> None:
    head.go("/")
    head.link("签署…").first.click()
    password = head.main.get_by_label("你的密码")
    if password.count():
        password.fill(PASSWORD)
    head.button(f"代表{department}签署").click()
    expect(head.toast).to_contain_text("签署")


def cell(somebody: Somebody, row: int, field: str) -> Locator:
    heads = somebody.main.locator(".plan thead th")
    fields = heads.evaluate_all("heads => heads.map((head) => head.dataset.field)")
    rows = somebody.main.locator(ROWS)
    return rows.nth(row - 1).locator("td").nth(fields.index(field))


def _type(li: Somebody, row: int, field: str, text: str) -> None:
    cell(li, row, field).dblclick()
    cell(li, row, field).locator("textarea").fill(text)
    li.page.keyboard.press("Enter")
    _is_saved(li)


def _is_saved(li: Somebody) -> None:
    expect(li.main.locator("td.saving, td.editing")).to_have_count(0)
    expect(li.main.locator("td.wrong")).to_have_count(0)


def _is_red(stamp: Locator) -> bool:
    """The hue of a seal, in light and in dark."""
    painted = stamp.evaluate("one => getComputedStyle(one).color")
    _, chroma, hue = (float(part) for part in re.findall(r"[\d.]+", painted)[:3])
    return chroma > 0.1 and 15 < hue < 45
