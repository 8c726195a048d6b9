"""Every main page: open to everybody's eyes and hands, in Chinese, at both sizes and themes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.company import PASSWORD, Company
from tests.journeys.stage import Stage
from tests.told import told
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.outcomes.models import Delivery, Dossier, Retrospective
from tongzhou.problems.models import Problem
from tongzhou.progress.models import RiskNotice

pytestmark = pytest.mark.journey
AXE = Path("node_modules/axe-core/axe.min.js")
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found =>
  found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | ")))"""
TABS = ("", "/brief", "/asks", "/plan", "/agreement", "/progress", "/problems", "/changes",
        "/outcome", "/timeline", "/meetings")  # fmt: skip
MATTERS = {
    "/asks": Ask, "/agreements": Version, "/changes": ChangeRequest, "/problems": Problem,
    "/risk-notices": RiskNotice, "/deliveries": Delivery, "/meetings": Meeting,
    "/retrospectives": Retrospective, "/dossiers": Dossier,
}  # fmt: skip
OPEN = ("/", "/collaborations", "/collaborations/new", "/notices", "/departments", "/people",
        "/me", "/imports/new", "/search?q=留存", "/calendar")  # fmt: skip
FOREIGN = {"English", "Excel", "Ctrl", "RACI", "TOP3", "Enter", "Esc", "Tab", "xlsx",
           "tongzhou", "verify"}  # fmt: skip
"""Words that stand in Chinese pages as they are."""


def addresses() -> list[str]:
    case = f"/collaborations/{Collaboration.objects.get().pk}"
    pages = [*OPEN, *(case + tab for tab in TABS)]
    for noun, model in MATTERS.items():
        newest = model._default_manager.order_by("-pk").first()
        pages += [f"{noun}/{newest.pk}"] if newest else []
    return pages


@pytest.mark.check("T192")
@pytest.mark.parametrize(("theme", "size"), [("light", "desktop"), ("dark", "phone")])
@pytest.mark.parametrize("chapters", [4, 5])
def test_every_page_is_accessible_and_chinese(
    stage: Stage, company: Company, theme: str, size: str, chapters: int
) -> None:
    told(company, chapters)
    page = stage.window(size, color_scheme=theme, bypass_csp=True)
    _sign_in(page)
    found = {address: _faults(page, address) for address in addresses()}
    assert {address: faults for address, faults in found.items() if faults} == {}


def _sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("登录名").fill("li")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")


def _faults(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"answers {answer and answer.status}"]
    page.add_script_tag(path=AXE)
    faults: list[str] = page.evaluate(RUN)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wider > 0:
        faults.append(f"{wider} pixels wider than the window")
    text = page.evaluate("document.body.innerText")
    words = set(re.findall(r"(?<![\w@./-])[A-Za-z]{4,}(?![\w@./-])", text)) - FOREIGN
    return [*faults, *(f"English: {word}" for word in sorted(words))]
