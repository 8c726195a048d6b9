"""A messy file is dropped, its columns explained, its cells corrected, and taken over."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.company import Company
from tests.journeys.stage import Somebody, Stage
from tests.plans.sheets import xlsx
from tongzhou.collaborations.models import Collaboration

pytestmark = pytest.mark.journey
ROWS = [
    ["暑期活动安排"], [],
    ["事项", "谁来", "起止时间", "完成情况"],
    ["收集需求", "周婷、吴凡", "7.3-7.14", "未完成（90%）"],
    ["做页面", "王强", "7.32", "推迟"],
]  # fmt: skip


def test_a_messy_file_becomes_a_table(stage: Stage, company: Company, tmp_path: Path) -> None:
    stage.at(7, 3, 10)
    li = stage.enter("li")
    _drop(li, tmp_path / "暑期活动.xlsx", ROWS)
    li.sees("Sheet1!C5")
    _choose_by_key(li, li.main.get_by_label("谁来"), "people")
    li.walk(li.button("重新预览"))
    li.page.keyboard.press("Enter")
    li.sees("周婷、吴凡")
    li.fits()
    corrected = [*ROWS[:4], ["做页面", "王强", "7.31", "推迟"]]
    _drop(li, tmp_path / "暑期活动.xlsx", corrected)
    expect(li.main.get_by_label("谁来")).to_have_value("people")
    li.sees("可以导入")
    li.past_navigation()
    li.walk(li.button("确认导入"))
    li.page.keyboard.press("Enter")
    expect(li.page.get_by_role("link", name="暑期活动").first).to_be_visible()
    case = Collaboration.objects.get()
    assert [task.percent for task in case.tasks.all()] == [90, 0]
    assert {task.department.name for task in case.tasks.all()} == {"销售部", "产品部"}


def _choose_by_key(li: Somebody, field: Locator, wanted: str) -> None:
    li.past_navigation()
    li.walk(field)
    for _step in range(field.locator("option").count()):
        if field.input_value() == wanted:
            return
        li.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no key leads to {wanted}")


def _drop(li: Somebody, file: Path, rows: list[list[str]]) -> None:
    file.write_bytes(xlsx(rows))
    li.go("/imports/new")
    li.page.set_input_files("input[type=file]", file)
    li.button("先预览").click()
