"""The grid at 500 and at 100 rows in Chromium: first paint, from Enter to the repainted cell, round trip."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.pages import KEPT, PORT, ROOT, serve

EDITS = int(os.environ.get("EDITS", "40"))
FLAGS = ["--no-sandbox", "--disable-gpu"]
PAINTED = """() => new Promise((done) => {
  const began = performance.now();
  document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""
FIRST = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  live: performance.getEntriesByName("grid-live")[0]?.startTime,
})"""
TRIPS = """() => performance.getEntriesByType("resource")
  .filter((one) => one.name.includes("/plan/changes")).map((one) => one.responseEnd - one.requestStart)"""


def main() -> None:
    folder = Path(KEPT or tempfile.mkdtemp(prefix="tz-plan-"))
    try:
        _measure(folder)
    finally:
        if not KEPT:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path) -> None:
    environment = {**os.environ, "TONGZHOU_DATA": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT}/src"}
    environment.pop("DATABASE_URL", None)
    tongzhou = str(ROOT / ".venv/bin/tongzhou")
    commands = ("migrate",) if (folder / "demo-sign-in.txt").exists() else ("migrate", "demo")
    for command in commands:
        subprocess.run([tongzhou, command], env=environment, check=True, capture_output=True)
    password = re.findall(r"\S+", (folder / "demo-sign-in.txt").read_text())[-1]
    print(
        "\n## grid\n\n| rows | KB | first paint ms | live ms | repaint p50/p95 ms | round trip p50/p95 ms |"
    )
    print("|--:|--:|--:|--:|--:|--:|")
    for rows in (100, 500):
        facts = _filled(environment, rows)
        with serve(environment), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(base_url=f"http://127.0.0.1:{PORT}", locale="zh-CN")
            _sign_in(page, facts["login"], password)
            print(_measured(page, facts["case"], rows), flush=True)
            browser.close()


def _filled(environment: dict[str, str], rows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.plan.filling"]
    done = subprocess.run(
        command, env={**environment, "ROWS": str(rows)}, cwd=ROOT, check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("h1")


def _measured(page: Page, case: str, rows: int) -> str:
    firsts = []
    for _turn in range(5):
        answer = page.goto(f"/collaborations/{case}/plan")
        page.wait_for_selector("tz-grid[data-live-grid]")
        firsts.append(page.evaluate(FIRST))
    assert answer
    size = len(answer.body()) / 1024
    repaints = [_edit(page, number) for number in range(EDITS)]
    page.wait_for_selector("td.saving", state="detached")
    trips = page.evaluate(TRIPS)
    paint = statistics.median(one["paint"] for one in firsts)
    live = statistics.median(one["live"] for one in firsts)
    return (
        f"| {rows} | {size:.0f} | {paint:.0f} | {live:.0f} | {_both(repaints)} | {_both(trips)} |"
    )


def _edit(page: Page, number: int) -> float:
    """In the middle of the table, each time in the next row."""
    rows = page.locator("tr[data-row]:not(.new)")
    rows.nth(rows.count() // 2 + number).locator("td").nth(1).click()
    page.keyboard.type(f"改过的名字 {number}")
    took: float = page.evaluate(PAINTED)
    page.wait_for_selector("td.saving", state="detached")
    return took


def _both(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]:.0f}"
