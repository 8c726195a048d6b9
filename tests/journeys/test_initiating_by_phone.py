"""The department says what it needs to know; the asker fills it in and offers options; the answer is a tap."""

import pytest
from playwright.sync_api import expect

from tests.collaborations.asking import drafted, drafted_case
from tests.company import Company
from tests.journeys.stage import Somebody, Stage
from tongzhou.collaborations.models import Ask, Sketch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_form_options_and_an_answer_on_the_phone(stage: Stage, company: Company) -> None:
    stage.at(7, 3, 10)
    wang = stage.enter("wang", "phone")
    _publish(wang, company)
    case = drafted_case(company)
    drafted(company, case, department=company.sales, what="100 条真实用户需求", options=())
    li = stage.enter("li", "phone")
    li.go(f"/collaborations/{case.pk}/asks")
    _ask(li)
    li.button("发出需求").click()
    expect(li.toast).to_contain_text("已发出")

    stage.at(7, 3, 11)
    liu = stage.enter("liu", "phone")
    liu.go("/")
    liu.link("3 项新功能上线").click()
    for text in ("小程序", "12000", "选一个方案即可", "先两项"):
        liu.sees(text)
    liu.fits()
    liu.item("先两项").get_by_role("button", name="选它").click()
    liu.sees("已谈妥")
    agreed = Ask.objects.get(department=company.product).agreed_what
    assert agreed.endswith(" · 先两项，其余 9月5日")


def _publish(wang: Somebody, company: Company) -> None:
    wang.go(f"/departments/{company.product.pk}/intake")
    wang.link("添加请求类型").click()
    wang.box("请求类型").fill("新功能")
    rows = (("面向哪个端", "choice", "App、小程序"), ("影响多少用户", "number", ""))
    for place, (label, kind, choices) in enumerate(rows):
        wang.page.locator(f"#label-{place}").fill(label)
        wang.page.locator(f"#kind-{place}").select_option(kind)
        wang.page.locator(f"#choices-{place}").fill(choices)
        wang.main.get_by_label("发出请求前必须填写").nth(place).check()
    wang.fits()
    wang.button("发布").click()
    wang.sees("影响多少用户")


def _ask(li: Somebody) -> None:
    li.item("产品部").get_by_role("link", name="写请求").click()
    li.box("具体要什么").fill("3 项新功能上线")
    li.main.get_by_label("面向哪个端").select_option("小程序")
    li.box("影响多少用户").fill("很多")
    li.box("到什么时候").first.fill("2023-08-20")
    for place, what in enumerate(("三项一起，8月25日", "先两项，其余 9月5日"), start=1):
        li.box(f"方案 {place}").fill(what)
    li.fits()
    li.button("保存草稿").click()
    expect(li.box("影响多少用户")).to_have_value("很多")
    li.sees("请填一个数字")
    li.box("影响多少用户").fill("１２,０００")
    li.button("保存草稿").click()
    expect(li.card("3 项新功能上线")).to_contain_text("草稿")


def test_what_is_typed_survives_the_window(stage: Stage, company: Company) -> None:
    lin = stage.enter("lin", "phone")
    lin.go("/collaborations/new")
    lin.box("可衡量的目标").fill("尽快提升活跃度")
    expect(lin.main.locator("[data-saved]").first).to_contain_text("已保存")
    hints = lin.page.locator("#hints")
    expect(hints).to_contain_text("尽快")
    with lin.page.expect_response("**/sketches"):
        hints.get_by_role("button", name="一键填入").first.click()
    expect(lin.box("可衡量的目标")).to_have_value("＿ 月 ＿ 日前提升活跃度")
    expect(hints).not_to_contain_text("尽快")

    second = lin.page.context.new_page()
    second.goto("/collaborations/new")
    expect(second.get_by_label("可衡量的目标")).to_have_value("＿ 月 ＿ 日前提升活跃度")
    with second.expect_response("**/sketches"):
        second.get_by_label("背景").fill("留存率下降 5%")
    lin.box("背景").fill("投诉上升 8%")
    alert = lin.main.get_by_role("alert")
    expect(alert).to_contain_text("你在另一个窗口也在写这份内容")
    expect(alert).to_contain_text("留存率下降 5%")
    expect(alert).to_contain_text("投诉上升 8%")
    with lin.page.expect_response("**/sketches"):
        lin.button("用这里的").click()
    second.close()

    lin.box("名称").fill("Q3 用户活跃度提升")
    lin.page.goto("about:blank")
    _arrives(lin, "Q3 用户活跃度提升")
    lin.go("/collaborations/new")
    expect(lin.box("名称")).to_have_value("Q3 用户活跃度提升")
    expect(lin.box("背景")).to_have_value("投诉上升 8%")
    lin.button("保存草稿，下一步").click()
    expect(lin.ball).to_contain_text("轮到市场部")
    assert not Sketch.objects.exists()


def _arrives(somebody: Somebody, text: str) -> None:
    """What the leaving window sent along, however busy the server is."""
    for _ in range(100):
        if Sketch.objects.filter(data__name=[text]).exists():
            return
        somebody.page.wait_for_timeout(100)
    raise AssertionError(f"{text} never arrived")
