"""Called by bin/pictures: signs in as people of the demo company and takes their screens."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


HANDBOOK = {
    "today": ("qiangang", []),
    "answer": ("weize", ["投诉闭环治理", "请求", "签收异常 24 小时内回复"]),
    "plan": ("jinyuangang", ["年度预算编制", "计划"]),
    "sign": ("taomingyou", ["会员体系改版", "会签", "第 1 版"]),
    "progress": ("qiangang", ["大促预售与扩容", "进展"]),
    "ruling": ("chen", ["大促预售与扩容", "问题", "研发部唯一的数据库工程师本月排给了支付改造。"]),
    "acceptance": ("liu", ["新品智能门锁上市", "交付与复盘", "去验收"]),
    "retrospective": ("suxiu", ["数据口径统一", "交付与复盘", "去复盘"]),
}
"""Picture: who looks, and the links that lead there from the list of collaborations."""
DRAFT = {
    "名称": "会员日直播",
    "可衡量的目标": "尽快把转化优化一下",
    "背景": "近 3 个月会员复购率从 31% 降到 26%。",
}


def main() -> None:
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        desk = signed_in(browser, address, "qiangang", DESKTOP)
        follow(desk, ["大促预售与扩容"])
        take(desk, "collaboration")
        phone = signed_in(browser, address, "chen", PHONE)
        take(phone, "phone")
        for name, (login, links) in HANDBOOK.items():
            page = signed_in(browser, address, login, DESKTOP)
            follow(page, links)
            take(page, f"handbook-{name}")
            page.close()
        take(drafting(desk, address), "handbook-request")
        desk.goto(f"{address}/departments")
        take(desk, "handbook-organisation")
        browser.close()


def follow(page: Page, links: list[str]) -> None:
    """From the list of collaborations; without links the page stays 今天."""
    if links:
        page.goto("/collaborations?state=")
    for text in links:
        link = page.get_by_role("main").get_by_role("link", name=text).first
        page.goto(str(link.get_attribute("href")))
        page.wait_for_load_state("networkidle")


def drafting(page: Page, address: str) -> Page:
    """A request with words the checker asks about."""
    page.goto(f"{address}/collaborations/new")
    for label, text in DRAFT.items():
        page.get_by_role("textbox", name=label).first.fill(text)
    page.get_by_role("textbox", name="名称").first.press("Tab")
    return page


@contextmanager
def serving() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [".venv/bin/tongzhou", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str) -> str:
    for _attempt in range(240):
        try:
            urlopen(f"{address}/healthz")
        except (URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return address
    sys.exit("the server did not start")


def signed_in(browser: Browser, address: str, login: str, size: dict[str, int]) -> Page:
    page = browser.new_context(
        base_url=address, viewport=size, locale="zh-CN", color_scheme="light"
    ).new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", "pictures-only")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")
    return page


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
