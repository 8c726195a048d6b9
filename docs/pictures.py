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


def main() -> None:
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        desk = signed_in(browser, address, "qiangang", DESKTOP)
        desk.get_by_role("link", name="大促预售与扩容").first.click()
        take(desk, "collaboration")
        phone = signed_in(browser, address, "chen", PHONE)
        take(phone, "phone")
        browser.close()


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
    page = browser.new_context(viewport=size, locale="zh-CN", color_scheme="light").new_page()
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
