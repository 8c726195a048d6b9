"""Chapter 4: two goals in conflict, a special meeting, a ruling from a telephone."""

from playwright.sync_api import expect

from tests.journeys.align import CAMPAIGN, DEVELOPMENT
from tests.journeys.deliver import hand_over, open_waiting, update
from tests.journeys.stage import Somebody, Stage

SHARING = ("社交分享未排进开发，竞品 6 月已上线。", "9 月推广活动无法衔接，预计少 20% 新用户。",
           "请先做社交分享。")  # fmt: skip
OPTIMISING = ("功能优化已完成 65%，中途切换要返工 4 天。", "留存少 10%，次月留存指标完不成。",
              "请先完成功能优化。")  # fmt: skip
RULING = "先优化，8 月 25 日；社交分享并行，9 月 5 日上线。留存是今年的底线。"


def solve(stage: Stage, case: str) -> None:
    li, wang = stage.enter("li"), stage.enter("wang")
    stage.at(8, 14, 10)
    problem = _raise(li, case)
    stage.at(8, 14, 15)
    _add_the_other_side(wang, problem)
    _meet(stage, li, problem)
    stage.at(8, 15, 15)
    for side in (li, wang):
        side.go(problem)
        ticks = side.form("/fact-confirmations")
        ticks.get_by_role("radio", name="认可").check()
        ticks.get_by_role("button").click()
    _propose(li, problem, "先社交分享，后功能优化", "+20% 新用户，优化晚到 9 月 15 日")
    _propose(wang, problem, "先功能优化，社交分享并行开发", "留存 +10% 如期，9 月 5 日上线分享")
    li.go(problem)
    li.form("/escalations").get_by_role("button").click()
    expect(li.ball).to_contain_text("陈远")
    stage.at(8, 15, 17)
    update(stage.enter("lin"), case, CAMPAIGN, "100")
    evidence = "《推广活动方案》，含用户裂变与激励设计。"
    hand_over(stage, stage.enter("lin"), case, CAMPAIGN, evidence, judge="zhou")
    _rule(stage)


def _raise(li: Somebody, case: str) -> str:
    li.go(f"{case}/problems/new")
    li.main.get_by_role("radio", name="目标分歧").check()
    li.main.get_by_label("对方部门").select_option(label="产品部")
    li.main.get_by_label("涉及的任务").select_option(label=DEVELOPMENT)
    _say(li, SHARING)
    li.button("提出问题").click()
    expect(li.ball).to_contain_text("轮到产品部 · 刘洋")
    return li.page.url


def _add_the_other_side(wang: Somebody, problem: str) -> None:
    wang.go(problem)
    wang.fits()
    _say(wang, OPTIMISING)
    wang.form("/sides").get_by_role("button").click()
    wang.sees(OPTIMISING[0])


def _say(somebody: Somebody, said: tuple[str, str, str]) -> None:
    for label, text in zip(("事实", "影响", "需求"), said, strict=True):
        somebody.box(label).fill(text)


def _meet(stage: Stage, li: Somebody, problem: str) -> None:
    stage.at(8, 15, 9)
    li.go(problem)
    li.main.locator("details:has(form[action$='/meetings'])").evaluate("one => one.open = true")
    form = li.form("/meetings")
    form.locator("[name=on]").fill("2023-08-15")
    form.locator("[name=at]").fill("10:00")
    form.locator("[type=submit]").click()
    li.sees(OPTIMISING[0])
    stage.at(8, 15, 11)
    li.page.reload()
    li.box("会议纪要").fill("双方数据已对齐，顺序需要共同上级定。")
    li.box("决定 1").fill("两个方案交陈总裁决")
    li.button("记录纪要").click()
    li.sees("两个方案交陈总裁决")


def _propose(somebody: Somebody, problem: str, text: str, consequence: str) -> None:
    somebody.go(problem)
    form = somebody.form("/options")
    somebody.main.locator("details:has(form[action$='/options']) > summary").click()
    form.locator("[name=text]").fill(text)
    form.locator("[name=consequence]").fill(consequence)
    form.locator("[type=submit]").click()
    somebody.sees(text)


def _rule(stage: Stage) -> None:
    stage.at(8, 16, 9)
    superior = open_waiting(stage.enter("chen_zong", "phone"), SHARING[0])
    superior.fits()
    superior.sees(OPTIMISING[0])
    ruling = superior.form("/rulings")
    ruling.locator("[name=sentence]").fill(RULING)
    second = ruling.get_by_role("listitem").filter(has_text="先功能优化")
    second.get_by_role("button").click()
    superior.sees(RULING)
    superior.go("/")
    superior.sees("没有事在等你")
