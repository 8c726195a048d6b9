"""A server with one big table and somebody signed in before a real browser."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

PASSWORD = "tongzhou-2023"

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def open_house() -> Iterator[tuple[Page, str, str]]:
    """A page of whoever leads the collaboration, the address of the house, the collaboration's key."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "TONGZHOU_DATA": folder}
        filled = subprocess.run(
            [sys.executable, "-m", "bench.plan.fill"],
            env=env, cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        case = re.findall(r"[0-9a-f-]{36}", filled.stdout)[-1]
        port = _free_port()
        command = [str(ROOT / ".venv/bin/tongzhou"), "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
                _sign_in(page, address)
                yield page, address, case
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", "li")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _attempt in range(150):
        with suppress(OSError):
            urlopen(f"{address}/healthz").close()
            return
        time.sleep(0.2)
    raise SystemExit("The server did not come up.")
