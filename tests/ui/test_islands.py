"""The islands in a real browser: keys, one effect per press, Chinese input, the editable table."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.ui import pages
from tests.ui.browsing import browser  # noqa: F401 — a fixture

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.ui.pages")]


@pytest.fixture
def page(
    browser: Browser,  # noqa: F811
    live_server: LiveServer,
) -> Iterator[Page]:
    pages.received.clear()
    pages.names.update({"1": "用户需求收集", "2": "数据分析支持"})
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: _note(complaints, line.type, line.text))
    opened.goto("/islands")
    yield opened
    context.close()
    assert not complaints


def _note(complaints: list[str], kind: str, text: str) -> None:
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(text)


def test_a_double_click_sends_once(page: Page) -> None:
    page.fill("#text", "请看")
    page.locator("#once button[type=submit]").dblclick()
    expect(page.locator("h1")).to_have_text("收到")
    expect(page.locator(".toast")).to_contain_text("已发出")
    assert [sent["text"] for sent in pages.received] == ["请看"]
    assert len(pages.received[0]["once"]) == 32


@pytest.mark.check("T192")
def test_enter_while_composing_sends_nothing(page: Page) -> None:
    page.focus("#text")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    page.evaluate(
        """document.querySelector("#text").dispatchEvent(new KeyboardEvent("keydown",
        {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    devtools.send("Input.insertText", {"text": "你"})
    expect(page.locator("#text")).to_have_value("你")
    assert not pages.received
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("收到")


def test_letters_walk_and_press(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#m2")).to_have_attribute("data-current", "")
    page.keyboard.press("k")
    page.keyboard.press("c")
    expect(page.locator("#m1 details")).to_have_attribute("open", "")
    expect(page.locator("#what1")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#what1")).to_have_value("jk")
    page.keyboard.press("Escape")
    expect(page.locator("#m1 details")).not_to_have_attribute("open", "")


def test_a_link_opens_beside_the_list(page: Page) -> None:
    page.get_by_role("link", name="详情").click()
    expect(page.locator("#drawer h1")).to_have_text("抽屉里的详情")
    expect(page.locator("[data-drawer-full]")).to_have_attribute("href", "/island-details")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).not_to_be_visible()


def test_a_refused_fragment_becomes_a_toast(page: Page) -> None:
    page.click("#fragment")
    expect(page.locator("#toasts")).to_contain_text("李经理")
    page.locator("#toasts [data-dismiss]").click()
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_what_is_typed_is_saved_by_itself(page: Page) -> None:
    page.fill("#note", "写到一半")
    expect(page.locator("tz-autosave [data-saved]")).to_have_text("已保存")
    assert pages.received[-1]["note"] == "写到一半"
    assert "once" not in pages.received[-1]
    assert page.locator("tz-autosave input[name=sketch_version]").input_value() == "2"


def test_copying_says_so(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("tz-copy button").click()
    expect(page.locator("tz-copy")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "一页纸的内容"


def _cell(page: Page, row: str, field: str):  # type: ignore[no-untyped-def]
    return page.locator(f"#row-{row} td[data-field={field}]")


def test_a_cell_is_changed_by_typing(page: Page) -> None:
    _cell(page, "1", "name").click()
    page.keyboard.press("F2")
    page.keyboard.insert_text("需求访谈")
    page.keyboard.press("Enter")
    expect(_cell(page, "1", "name")).to_have_text("需求访谈")
    expect(_cell(page, "2", "name")).to_be_focused()
    expect(page.locator("#total")).to_have_text("共 7 天")
    sent = pages.received[-1]
    assert (sent["field"], sent["value"], sent["was"]) == ("name", "需求访谈", "用户需求收集")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+z")
    expect(_cell(page, "1", "name")).to_have_text("用户需求收集")


def test_a_person_is_sent_by_id(page: Page) -> None:
    _cell(page, "2", "person").dblclick()
    page.keyboard.insert_text("王工")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("共 7 天")
    assert (pages.received[-1]["field"], pages.received[-1]["value"]) == ("person", "p2")


def test_escape_changes_nothing(page: Page) -> None:
    _cell(page, "1", "days").click()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    expect(_cell(page, "1", "days")).to_have_text("3")
    assert not pages.received


def test_a_wrong_cell_keeps_the_text_and_says_why(page: Page) -> None:
    _cell(page, "1", "name").dblclick()
    page.keyboard.insert_text("不行")
    page.keyboard.press("Tab")
    expect(_cell(page, "1", "name")).to_contain_text("不行")
    expect(page.locator(".cell-note")).to_contain_text("名称要说清做什么")


def test_a_stale_cell_shows_both(page: Page) -> None:
    _cell(page, "1", "name").dblclick()
    page.keyboard.insert_text("别人改过")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-note")).to_contain_text("他们的名字")
    expect(page.locator(".cell-note")).to_contain_text("别人改过")


def test_cells_are_filled_from_a_spreadsheet(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('访谈\\t5\\n分析\\t6\\n')")
    _cell(page, "1", "name").click()
    page.keyboard.press("Control+v")
    expect(_cell(page, "2", "name")).to_have_text("分析")
    expect(page.locator("#total")).to_have_text("共 7 天")
    expect(page.locator("td.saving")).to_have_count(0)
    assert [sent["value"] for sent in pages.received] == ["访谈", "5", "分析", "6"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_appearance_changes_at_once(page: Page, theme: str) -> None:
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    shown = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert shown == theme
