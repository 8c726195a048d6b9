"""The organisation changes under the eyes of the people it concerns."""

import pytest
from playwright.sync_api import expect

from tests.company import Company
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey


def test_a_department_describes_itself_is_renamed_and_takes_over_another(
    stage: Stage, company: Company
) -> None:
    stage.at(7, 3, 10)
    _describe(stage)
    stage.at(7, 4, 9)
    _reorganise(stage)
    stage.at(7, 5, 9)
    _look_back(stage)


def _describe(stage: Stage) -> None:
    """On the phone, the head of sales writes what one should know before asking."""
    zhao = stage.enter("zhao", "phone")
    zhao.go("/departments")
    zhao.link("销售部").click()
    zhao.link("写部门说明").click()
    zhao.box("做什么").fill("签约与续费，能带大家见客户。")
    zhao.box("哪类工作").first.fill("客户访谈安排")
    zhao.main.get_by_label("最快（工作日）").first.fill("3")
    zhao.main.get_by_label("最慢（工作日）").first.fill("5")
    zhao.button("保存").click()
    zhao.sees("能带大家见客户")
    zhao.sees("3–5 个工作日")
    zhao.fits()


def _reorganise(stage: Stage) -> None:
    admin = stage.enter("administrator")
    admin.go("/departments")
    admin.link("销售部").click()
    admin.link("修改").first.click()
    admin.box("名称").fill("渠道中心")
    admin.button("改名").click()
    expect(admin.box("名称")).to_have_value("渠道中心")
    admin.go("/departments")
    admin.link("客服部").click()
    admin.link("修改").first.click()
    admin.link("撤销…").click()
    admin.sees("3 人转入承接部门")
    admin.main.get_by_label("由哪个部门承接").select_option(label="　渠道中心")
    admin.button("撤销部门").click()
    admin.sees("由渠道中心承接")


def _look_back(stage: Stage) -> None:
    """Somebody from finance finds it by its old name, folds the tree and looks at the day before."""
    feng = stage.enter("feng")
    feng.go("/departments")
    tree = feng.main.locator("tz-tree")
    expect(tree).not_to_contain_text("客服部")
    tree.get_by_role("button", name="总公司的下级部门").click()
    expect(tree.get_by_role("link", name="渠道中心")).to_be_hidden()
    feng.link("总公司").press("ArrowRight")
    expect(tree.get_by_role("link", name="渠道中心")).to_be_visible()
    feng.main.get_by_label("看某一天").fill("2023-07-03")
    feng.button("查看").click()
    feng.sees("这是 2023-07-03 当天结束时的组织")
    expect(tree).to_contain_text("客服部")
    expect(tree).to_contain_text("陈静")
    expect(tree).not_to_contain_text("渠道中心")
    search = feng.main.locator("#organisation").get_by_role("searchbox")
    search.fill("qudao")
    feng.sees("渠道中心")
    search.fill("销售")
    feng.sees("曾用名：销售部")
