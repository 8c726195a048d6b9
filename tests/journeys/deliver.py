"""Chapter 3: weekly updates by row, two deliveries, an early warning and the change that follows."""

from playwright.sync_api import expect

from tests.journeys.align import ANALYSIS, CAMPAIGN, DEVELOPMENT, RESEARCH, sign
from tests.journeys.stage import Somebody, Stage

FACT = "技术难点比预计多，按当前速度要晚 5 天。"
REASON = "技术难点，增 1 名开发，开发完成由 8 月 20 日改为 8 月 25 日。"


def deliver(stage: Stage, case: str) -> None:
    zhou, huang = stage.enter("zhou"), stage.enter("huang")
    stage.at(7, 7, 16)
    update(zhou, case, RESEARCH, "40")
    update(huang, case, ANALYSIS, "30")
    stage.at(7, 14, 16)
    update(zhou, case, RESEARCH, "７５％")
    stage.at(7, 20, 16)
    update(zhou, case, RESEARCH, "100")
    hand_over(stage, zhou, case, RESEARCH, "《用户需求汇总报告》，有效需求 106 条。")
    co_sign(stage, "huang", RESEARCH)
    stage.at(7, 25, 16)
    update(huang, case, ANALYSIS, "100")
    hand_over(stage, huang, case, ANALYSIS, "《用户投诉分析报告》，TOP3 问题原因及数据。")
    stage.at(8, 4, 16)
    update(stage.enter("lin"), case, CAMPAIGN, "15")
    _warn(stage, case)
    _change_the_date(stage)
    update(stage.enter("lin"), case, CAMPAIGN, "30", "素材制作周期需延长")
    update(stage.enter("wang_gong"), case, DEVELOPMENT, "65")


def update(somebody: Somebody, case: str, task: str, percent: str, risk: str = "") -> None:
    somebody.go(f"{case}/progress")
    row = somebody.main.locator("tr").filter(has_text=task)
    row.get_by_label("完成百分比").fill(percent)
    row.get_by_role("textbox", name="风险").fill(risk)
    row.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("今天")
    expect(row).to_contain_text("进行中")


def hand_over(
    stage: Stage, somebody: Somebody, case: str, task: str, evidence: str, judge: str = "li"
) -> None:
    present(somebody, case, task, evidence)
    somebody.sees("交付方不能验收自己的工作")
    accepting = open_waiting(stage.enter(judge), task)
    accepting.main.get_by_role("radio", name="达到", exact=True).check()
    accepting.box("一句话说明").fill("对照分工表，达标。")
    accepting.button("通过验收").click()
    accepting.sees("已验收")


def co_sign(stage: Stage, liaison: str, task: str) -> None:
    """For a supporting department; the acceptance stands when the last of them has."""
    signing = open_waiting(stage.enter(liaison), task)
    signing.form("/signatures").get_by_role("button").click()
    signing.sees("已会签 1 / 1")


def present(somebody: Somebody, case: str, task: str, evidence: str) -> None:
    somebody.go(f"{case}/outcome")
    item = somebody.item(task).first
    item.get_by_role("link", name="交付…").click()
    somebody.box("交付内容").fill(evidence)
    somebody.main.get_by_role("button", name="交付", exact=True).click()
    somebody.sees("已交付")


def open_waiting(somebody: Somebody, matter: str) -> Somebody:
    """From 今天, as everybody does."""
    somebody.go("/")
    somebody.item(matter).locator(".btn").first.click()
    return somebody


def _warn(stage: Stage, case: str) -> None:
    engineer = stage.enter("wang_gong", "phone")
    stage.at(8, 10, 10)
    update(engineer, case, DEVELOPMENT, "60", "开发人员紧张，可能延期")
    engineer.go(str(engineer.link(DEVELOPMENT).first.get_attribute("href")))
    engineer.sees("还有 6 个工作日")
    engineer.fits()
    engineer.box("事实").fill(FACT)
    engineer.box("需求").fill("再增加 1 名开发工程师。")
    engineer.box("建议").fill("增 1 名开发，完成日期 8 月 20 日改为 8 月 25 日。")
    engineer.box("建议的完成日期").fill("2023-08-25")
    engineer.button("发出风险预警").click()
    engineer.sees("提前预警，谢谢")
    engineer.sees("距风险日期还有 6 个工作日")
    expect(engineer.ball).to_contain_text("轮到市场部 · 李敏")


def _change_the_date(stage: Stage) -> None:
    li = open_waiting(stage.enter("li"), FACT)
    notice = li.page.url
    li.button("我知道了").click()
    stage.at(8, 10, 15)
    li.link("申请变更").click()
    li.box("结束").fill("2023-08-25")
    li.box("为什么？一句话，带上事实。").fill(REASON)
    li.button("看看影响到谁").click()
    li.sees("其余 3 行不变，原有签字继续有效。")
    expect(li.main.locator("del").first).to_have_text("8月20日")
    expect(li.main.locator("ins").first).to_have_text("8月25日")
    li.button("提交并请各方会签").click()
    for login, department in (("li", "市场部"), ("wang", "产品部"), ("zhao", "销售部")):
        sign(stage.enter(login), department)
    stage.enter("zhao").sees("已生效")
    stage.at(8, 11, 16)
    li.go(notice)
    li.fold("处理结果…").click()
    settle = li.form("/settlements")
    settle.locator("select[name=became]").select_option("became_change")
    settle.locator("[name=outcome]").fill("增 1 名开发，分工表改到 8 月 25 日，各方已重签。")
    settle.get_by_role("button").click()
    li.sees("各方已重签")
