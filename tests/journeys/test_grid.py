"""The division table typed into like into a spreadsheet: keys, blocks, taking back, two people, Chinese input."""

import pytest
from playwright.sync_api import Locator, expect

from tests.company import Company
from tests.journeys.align import cell
from tests.journeys.stage import Somebody, Stage
from tests.plans.conftest import dividing, sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.plans import queries
from tongzhou.plans.actions import edit_cell

pytestmark = pytest.mark.journey

EXCEL = (
    "需求访谈\t\t周婷\t李敏\t７月４日－７月２１日\n"
    '"数据\n分析"\t客服部\t\t\t2023/7/5 - 2023/7/25\n'
    "素材制作\t市场部\n"
)


@pytest.fixture
def case(company: Company, stage: Stage) -> Collaboration:
    made = dividing(company)
    for name, file in (("用户需求收集", "《需求》"), ("功能开发", "《版本》")):
        task = sound(company, made)
        edit_cell(task, field="name", value=name, was=None, by=company.li)
        edit_cell(task, field="deliverable", value=file, was=None, by=company.li)
    return made


def table(stage: Stage, case: Collaboration, login: str) -> Somebody:
    somebody = stage.enter(login)
    somebody.go(f"/collaborations/{case.pk}/plan")
    expect(somebody.page.locator("tz-grid[data-live-grid]")).to_be_visible()
    return somebody


def saved(somebody: Somebody) -> None:
    expect(somebody.main.locator("td.saving, td.editing, td.wrong")).to_have_count(0)


def paste(somebody: Somebody, text: str) -> list[str]:
    """As a spreadsheet hands it over; only the system's clipboard is left out. The new rows seen at once."""
    seen: list[str] = somebody.page.evaluate(
        """text => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        return [...document.querySelectorAll("tr.coming")].map((row) => row.cells[1].textContent);
    }""",
        text,
    )
    return seen


def head(somebody: Somebody, field: str) -> Locator:
    return somebody.main.locator(f"th[data-field={field}]")


def rows(somebody: Somebody) -> Locator:
    return somebody.main.locator("tr[data-row]:not(.new)")


def test_a_block_from_a_spreadsheet_is_pasted_taken_back_and_done_again(
    stage: Stage, case: Collaboration
) -> None:
    li = table(stage, case, "li")
    keys = li.page.keyboard
    cell(li, 2, "name").click()
    coming = paste(li, EXCEL.replace("\t\t周婷\t李敏", "\t产品部\t周婷\t李敏"))
    assert coming == ["数据\n分析", "素材制作"]
    expect(rows(li)).to_have_count(4)
    saved(li)
    found = queries.table(case.pk)
    assert [row.name for row in found] == ["用户需求收集", "需求访谈", "数据 分析", "素材制作"]
    assert [row.department.name for row in found[1:]] == ["产品部", "客服部", "市场部"]
    assert found[2].text("dates") == "2023-07-05 ~ 2023-07-25"
    keys.press("Control+z")
    expect(rows(li)).to_have_count(2)
    expect(cell(li, 2, "name")).to_contain_text("功能开发")
    keys.press("Control+y")
    expect(rows(li)).to_have_count(4)
    cell(li, 1, "buffer_days").click()
    keys.type("7")
    keys.press("Control+Enter")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    keys.press("Control+d")
    expect(cell(li, 3, "buffer_days")).to_have_text("7")
    saved(li)
    assert [row.buffer_days for row in queries.table(case.pk)] == [7, 7, 7, 3]
    with li.page.expect_response(lambda answer: answer.request.method == "POST"):
        head(li, "responsible").drag_to(head(li, "department"))
    li.page.reload()
    expect(li.main.locator("th[data-field]").nth(1)).to_contain_text("负责人")


def test_the_table_is_filled_by_keyboard_alone_also_with_chinese_input(
    stage: Stage, case: Collaboration
) -> None:
    li = table(stage, case, "li")
    keys = li.page.keyboard
    cell(li, 1, "name").click()
    devtools = li.page.context.new_cdp_session(li.page)
    compose = {"text": "xuqiu", "selectionStart": 5, "selectionEnd": 5}
    devtools.send("Input.imeSetComposition", compose)
    li.page.evaluate(
        """document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
        {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    devtools.send("Input.insertText", {"text": "需求评审"})
    keys.press("Tab")
    expect(cell(li, 1, "name")).to_contain_text("需求评审")
    keys.press("Tab")
    keys.type("wf")
    expect(li.page.get_by_role("option", name="吴凡")).to_be_visible()
    keys.press("Enter")
    expect(cell(li, 1, "responsible")).to_contain_text("吴凡")
    keys.press("Home")
    keys.press("ArrowDown")
    keys.type("灰度放量")
    keys.press("Enter")
    expect(rows(li)).to_have_count(3)
    saved(li)
    keys.press("ArrowUp")
    keys.press("Alt+ArrowUp")
    expect(cell(li, 2, "name")).to_contain_text("灰度放量")
    saved(li)
    found = queries.table(case.pk)
    assert [row.name for row in found] == ["需求评审", "灰度放量", "功能开发"]
    assert found[0].text("responsible") == "吴凡"
    assert found[1].department.name == "销售部"


def test_two_people_in_one_cell_see_both_texts_and_choose(
    stage: Stage, case: Collaboration
) -> None:
    li, zhou = table(stage, case, "li"), table(stage, case, "zhou")
    cell(zhou, 1, "name").dblclick()
    zhou.page.keyboard.insert_text("周婷的名字")
    cell(li, 1, "name").dblclick()
    li.page.keyboard.press("Control+a")
    li.page.keyboard.insert_text("李敏的名字")
    li.page.keyboard.press("Enter")
    saved(li)
    zhou.page.keyboard.press("Enter")
    note = zhou.page.locator(".cell-note")
    expect(note).to_contain_text("李敏的名字")
    expect(note).to_contain_text("周婷的名字")
    note.get_by_role("button", name="用我的").click()
    saved(zhou)
    assert queries.table(case.pk)[0].name.endswith("周婷的名字")
    expect(cell(li, 1, "name")).to_contain_text("周婷的名字")
