"""Chapter 5: acceptance with a remaining point, looking back, the archive, and finding it again."""

from playwright.sync_api import expect

from tests.journeys.align import DEVELOPMENT
from tests.journeys.deliver import open_waiting, present, update
from tests.journeys.initiate import NAME
from tests.journeys.stage import Somebody, Stage

VIEWS = {
    "wang": ("每日站会同步进度", "需求变更未走流程，开发返工", "变更先填申请表"),
    "zhao": ("需求收集比预期多 6 条", "", "高价值用户的反馈提前两周要"),
    "chen": ("投诉 TOP3 直接进了需求", "", ""),
}
RESULT = "目标：Q3 月活 +15%。结果：+18%（超出 3 个百分点）；用户留存率回升 4%。"
RULE = "任何需求变更都先提交变更申请表，由产品部评审并在群里告知"


def finish(stage: Stage, case: str) -> None:
    li, engineer = stage.enter("li"), stage.enter("wang_gong")
    stage.at(8, 25, 16)
    update(engineer, case, DEVELOPMENT, "100")
    evidence = "3 项新功能开发完成，功能测试通过率 100%。"
    present(engineer, case, DEVELOPMENT, evidence)
    stage.at(8, 28, 10)
    _accept_with_a_remain(open_waiting(li, DEVELOPMENT))
    stage.at(9, 26, 15)
    li.page.reload()
    li.form("/finished-remains").get_by_role("button").click()
    stage.at(9, 27, 10)
    retrospective = _look_back(stage, li, case)
    stage.at(9, 28, 10)
    _conclude(stage, li, retrospective)
    stage.at(9, 28, 15)
    li.form("/closings").get_by_role("button").click()
    li.go("/collaborations")
    expect(li.main).not_to_contain_text(NAME)
    li.main.get_by_label("状态").select_option(label="已归档")
    li.button("筛选").click()
    expect(li.main.get_by_role("row").filter(has_text=NAME)).to_contain_text("已归档")


def _accept_with_a_remain(li: Somebody) -> None:
    li.main.get_by_role("radio", name="达到", exact=True).check()
    li.box("一句话说明").fill("测试通过，9 月上线后看使用率。")
    li.fold("有条件通过…").click()
    form = li.form("/acceptances")
    form.locator("[name=remain-0]").fill("9 月上线后，新功能使用率达到 30%")
    form.locator("[name=remain-until-0]").fill("2023-09-27")
    form.locator("[value=accept_with_remains]").click()
    li.sees("新功能使用率达到 30%")


def _look_back(stage: Stage, li: Somebody, case: str) -> str:
    """The page where everybody writes unseen by the others; its address."""
    li.go(f"{case}/outcome")
    li.main.locator('a[href*="/retrospectives/"]').first.click()
    retrospective = li.page.url
    for login, (well, missing, change) in VIEWS.items():
        head = stage.enter(login)
        head.go(retrospective)
        for said in (view for views in VIEWS.values() for view in views if view):
            expect(head.main).not_to_contain_text(said)
        view = head.form("/views")
        for name, text in (("highlight", well), ("shortfall", missing), ("suggestion", change)):
            view.locator(f"[name={name}]").fill(text)
        view.get_by_role("button").click()
        head.fits()
    return retrospective


def _conclude(stage: Stage, li: Somebody, retrospective: str) -> None:
    li.go(retrospective)
    li.form("/sharings").get_by_role("button").click()
    for well, _missing, _change in VIEWS.values():
        li.sees(well)
    form = li.form("/conclusions")
    form.locator("[name=goal_result]").fill(RESULT)
    form.locator("[name=highlights]").fill("每日站会同步进度")
    form.locator("[name=shortfalls]").fill("需求变更未走流程，导致开发返工")
    form.locator("[name=lesson-0]").fill(RULE)
    owner = form.locator("[name=owner-0]")
    owner.select_option(owner.locator("option", has_text="王磊").get_attribute("value"))
    form.locator("[name=due-0]").fill("2023-10-31")
    form.get_by_role("button").last.click()
    li.sees(RULE)
    wang = stage.enter("wang")
    wang.go(retrospective)
    wang.sees(RESULT)


def find_again(stage: Stage) -> None:
    """Two characters find it, for whoever took part and for nobody else."""
    stage.at(9, 28, 16)
    zhou, stranger = stage.enter("zhou"), stage.enter("qian")
    for somebody in (zhou, stranger):
        somebody.go("/search?q=留存")
    zhou.sees(NAME)
    zhou.main.locator('a[href*="/dossiers/"]').first.click()
    zhou.sees(RESULT)
    zhou.sees(RULE)
    expect(stranger.main).not_to_contain_text(NAME)
