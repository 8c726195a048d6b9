"""The islands in a real browser: keys, one effect per press, Chinese input."""

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


def test_forms_of_the_drawer_are_answered_there_until_the_answer_is_the_list(page: Page) -> None:
    page.get_by_role("link", name="详情").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("写下").fill("一")
    drawer.get_by_role("button", name="存").click()
    expect(drawer.locator("p")).to_have_text("一")
    drawer.get_by_label("挑选").fill("二")
    drawer.get_by_role("button", name="找").click()
    expect(drawer.locator("p")).to_have_text("二")
    drawer.get_by_label("写下").fill("回")
    drawer.get_by_role("button", name="存").click()
    expect(drawer).not_to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("已发出")


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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_appearance_changes_at_once(page: Page, theme: str) -> None:
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    shown = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert shown == theme
