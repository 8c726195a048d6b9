"""People come in as a table, and a team borrows two of them: the pages in a real browser."""

from pathlib import Path

import pytest

from tests.journeys.stage import Stage
from tests.org.rosters import table
from tongzhou.org.models import Department, Person
from tongzhou.teams.models import Team

pytestmark = pytest.mark.journey

TITLES = ("姓名", "账号", "部门", "职务", "手机", "角色")
WRONG = (("单晓明", "shanxm", "市场部/直播组", "组长", "138", "皇帝"),)
RIGHT = (
    ("单晓明", "shanxm", "市场部/直播组", "组长", "13800000000", "负责人"),
    ("曾静", "zengjing", "直播组", "专员", "", ""),
)


def test_a_table_of_people_is_corrected_and_taken_over(stage: Stage, tmp_path: Path) -> None:
    somebody = stage.enter("administrator")
    somebody.go("/people")
    somebody.link("导入人员").click()
    somebody.page.set_input_files("[name=file]", _file(tmp_path, "甲.csv", *WRONG))
    somebody.button("先预览").click()
    somebody.sees("CSV!F2")
    somebody.sees("没有「皇帝」这个角色")
    somebody.go("/people/imports/new")
    somebody.page.set_input_files("[name=file]", _file(tmp_path, "乙.csv", *RIGHT))
    somebody.button("先预览").click()
    somebody.sees("CSV!C2")
    somebody.main.get_by_label("新建还不存在的部门").check()
    somebody.button("重新预览").click()
    somebody.sees("市场部 / 直播组")
    somebody.fits()
    somebody.button("确认导入").click()
    somebody.page.wait_for_url("**/people")
    assert Department.objects.get(name="直播组").head == Person.objects.get(login="shanxm")
    somebody.go("/people?q=sxm")
    somebody.sees("单晓明")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_team_is_formed_and_its_people_are_signed_for(stage: Stage, width: str) -> None:
    leader = stage.enter("lin")
    leader.go("/teams")
    leader.link("组建项目组").first.click()
    leader.box("名称").fill("直播专项组")
    leader.box("目的").fill("三个月内把直播转化做起来")
    leader.box("共同指标").fill("直播转化率 3%")
    leader.page.fill("[name=since]", "2023-07-03")
    leader.page.fill("[name=until]", "2023-09-29")
    leader.button("保存").click()
    leader.sees("还没有借人")
    leader.page.fill("[name=person_text]", "wq")
    leader.main.get_by_role("radio").check()
    leader.button("添加").click()
    leader.sees("王强")
    leader.button("请所属部门签字").click()
    leader.sees("轮到产品部 · 王磊")
    head = stage.enter("wang", width)
    head.go("/")
    head.sees("林晓想为「直播专项组」借王强")
    head.link("签署…").first.click()
    head.fits()
    head.button("代表产品部签署").click()
    head.sees("运行中")
    assert Team.objects.get().state == "active"
    leader.go("/people?q=wangqiang")
    leader.link("王强").click()
    leader.sees("共借出 50%")


def _file(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    """As Chinese Excel saves it."""
    path = folder / name
    path.write_bytes(table(*rows, titles=TITLES, encoding="gb18030"))
    return path
