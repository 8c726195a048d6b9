"""A day at the workbench, by keyboard and by hand: drawer, palette, discussion, files, filters."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.collaborations.asking import sent
from tests.company import Company
from tests.files.handing_in import PDF
from tests.journeys.stage import Stage
from tests.told import told
from tongzhou.collaborations.models import Ask
from tongzhou.discussions.models import Comment, Mention

pytestmark = pytest.mark.journey
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PASTE = """(area) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])], "image.png", {type: "image/png"}));
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def going_on(stage: Stage, company: Company) -> Stage:
    told(company, 3)
    return stage


def test_two_departments_talk_beside_a_request(
    going_on: Stage, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "方案.pdf").write_bytes(PDF)
    (tmp_path / "现场.png").write_bytes(PIXEL)
    ask = Ask.objects.get(department=company.product)
    lin = going_on.enter("lin")
    lin.go(f"/asks/{ask.pk}")
    lin.page.locator("#discussion").scroll_into_view_if_needed()
    text = lin.page.get_by_label("留言")
    text.press_sequentially("请 @wq")
    expect(lin.page.get_by_role("option", name=re.compile("王强"))).to_be_visible()
    text.press("Enter")
    text.press_sequentially("看一下，**周三**前回复")
    files = [tmp_path / "方案.pdf", tmp_path / "现场.png"]
    lin.page.locator("form.say input[type=file]").set_input_files(files)
    text.evaluate(PASTE)
    expect(lin.page.locator("[data-chosen] li")).to_have_count(3)
    lin.page.get_by_role("button", name=re.compile("去掉 图片")).click()
    expect(lin.page.locator("[data-chosen] li")).to_have_count(2)
    lin.button("发送").click()
    said = lin.page.locator(".comments > li").first
    expect(said).to_contain_text("看一下，周三前回复")
    expect(said.get_by_role("link", name=re.compile("方案.pdf"))).to_be_visible()
    expect(text).to_have_value("")
    assert Mention.objects.get().person == company.wang_gong

    going_on.at(7, 5, 10)
    other = going_on.enter("wang_gong", "phone")
    other.go("/notices")
    other.page.get_by_role("link", name=re.compile("留言中提到了王强")).first.click()
    expect(other.page).to_have_url(re.compile(f"/asks/{ask.pk}/discussion#comment-"))
    other.page.get_by_role("link", name="回复", exact=True).click()
    other.page.get_by_label("留言").fill("收到")
    other.button("发送").click()
    expect(other.page.locator(".comments > li").last).to_contain_text("回复林晓")
    other.fits()


def test_a_refused_file_keeps_the_words_and_the_files(
    going_on: Stage, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ12")
    (tmp_path / "方案.pdf").write_bytes(PDF)
    ask = Ask.objects.get(department=company.product)
    lin = going_on.enter("lin")
    lin.go(f"/asks/{ask.pk}/discussion")
    lin.page.get_by_label("留言").fill("两个附件")
    lin.page.locator("form.say input[type=file]").set_input_files(
        [tmp_path / "a.exe", tmp_path / "方案.pdf"]
    )
    lin.button("发送").click()
    expect(lin.page.locator("#discussion .errors")).to_contain_text("是程序")
    expect(lin.page.get_by_label("留言")).to_have_value("两个附件")
    expect(lin.page.locator("[data-chosen] li")).to_have_count(2)
    lin.page.get_by_role("button", name=re.compile("去掉 a.exe")).click()
    lin.button("发送").click()
    expect(lin.page.locator(".comments > li")).to_have_count(1)


def test_a_comment_is_changed_removed_and_brought_back(going_on: Stage, company: Company) -> None:
    ask = Ask.objects.get(department=company.product)
    lin = going_on.enter("lin")
    lin.go(f"/asks/{ask.pk}")
    lin.page.locator("#discussion").scroll_into_view_if_needed()
    lin.page.get_by_label("留言").fill("周三交")
    lin.button("发送").click()
    lin.page.get_by_role("link", name="修改", exact=True).click()
    lin.page.locator("#wording textarea").fill("周四交")
    lin.page.locator("#wording").get_by_role("button", name="保存").click()
    expect(lin.page.locator(".comments > li")).to_contain_text("周四交")
    lin.page.locator(".comments").get_by_role("button", name="删除").click()
    expect(lin.page.locator(".comments > li")).to_contain_text("这条留言已删除")
    lin.toast.get_by_role("button", name="撤销").click()
    expect(lin.page.locator(".comments > li")).to_contain_text("周四交")
    assert Comment.objects.get().version == 2


def test_a_matter_opens_beside_its_list_and_back_closes_it(
    going_on: Stage, company: Company
) -> None:
    li = going_on.enter("li")
    li.go("/collaborations?state=all")
    li.page.keyboard.press("j")
    li.page.keyboard.press("o")
    drawer = li.page.locator("#drawer")
    expect(drawer.get_by_role("heading", level=1)).to_contain_text("Q3")
    expect(li.page).to_have_url(re.compile("#drawer="))
    li.page.reload()
    expect(drawer.get_by_role("heading", level=1)).to_contain_text("Q3")
    li.page.go_back()
    expect(drawer).to_be_hidden()
    expect(li.page).to_have_url(re.compile(r"state=all$"))


def test_ctrl_k_finds_people_pages_and_what_can_be_done_here(
    going_on: Stage, company: Company
) -> None:
    li = going_on.enter("li")
    li.page.keyboard.press("Control+k")
    field = li.page.get_by_role("combobox", name="前往或执行")
    expect(field).to_be_focused()
    field.press_sequentially("wl")
    expect(li.page.get_by_role("option", name=re.compile("王磊"))).to_be_visible()
    field.press("Enter")
    expect(li.page).to_have_url(re.compile(f"/people/{company.wang.pk}"))
    li.page.keyboard.press("/")
    field.fill("部门收发")
    option = li.page.locator("#palette-list [role=option]").first
    expect(option).to_contain_text("部门收发")
    field.press("Enter")
    expect(li.page).to_have_url(re.compile("/desk$"))
    li.page.keyboard.press("?")
    expect(li.page.locator("#keys")).to_contain_text("键盘快捷键")
    li.page.keyboard.press("Escape")
    li.page.keyboard.press("g")
    li.page.keyboard.press("n")
    expect(li.page).to_have_url(re.compile("/notices"))


def test_a_filter_is_kept_above_its_list_and_one_hears_what_one_follows(
    going_on: Stage, company: Company
) -> None:
    li = going_on.enter("li")
    li.go("/collaborations?state=delivering")
    li.page.locator("summary", has_text="保存这个筛选").click()
    li.page.get_by_label("筛选的名称").fill("执行中")
    li.page.get_by_label("筛选的名称").press("Enter")
    kept = li.page.locator("#saved-filters").get_by_role("link", name="执行中")
    expect(kept).to_have_attribute("aria-current", "true")
    ask = Ask.objects.get(department=company.product)
    li.go(f"/collaborations/{ask.collaboration_id}/discussion")
    li.page.get_by_role("button", name="全部动态").click()
    expect(li.page.get_by_role("button", name="全部动态")).to_have_attribute("aria-pressed", "true")
    expect(li.page.locator("#discussion")).to_contain_text("李敏 在关注")


def test_a_request_is_answered_in_the_drawer_and_leaves_the_list(
    stage: Stage, company: Company
) -> None:
    sent(company)
    liu = stage.enter("liu")
    liu.go("/desk")
    liu.page.get_by_role("link", name="3 项新功能上线").click()
    drawer = liu.page.locator("#drawer")
    drawer.locator("summary", has_text="婉拒").click()
    reason = drawer.get_by_label("为什么").locator("visible=true").first
    reason.fill("排期已满")
    reason.press("Control+Enter")
    expect(drawer).to_contain_text("排期已满")
    liu.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(liu.main).to_contain_text("没有人在等这个部门")
    liu.link("已答复 1").click()
    liu.sees("3 项新功能上线")
