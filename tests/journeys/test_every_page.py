"""Every main page: open to everybody's eyes and hands, in Chinese, at both sizes in both themes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from tests.company import DEPARTMENTS, Company
from tests.house.hidden import model_of
from tests.house.permission_matrix import matrix
from tests.journeys.stage import WIDTHS, Stage
from tests.told import told
from tongzhou.org.models import Person

pytestmark = pytest.mark.journey
AXE = Path("node_modules/axe-core/axe.min.js")
RUN = """only => axe.run(document, {resultTypes: ["violations"], runOnly: only}).then(found =>
  found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | ")))"""
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = {
    ("desktop", "light"): EVERYTHING,
    ("desktop", "dark"): ["color-contrast"],
    ("phone", "light"): EVERYTHING,
    ("phone", "dark"): ["color-contrast"],
}
"""A theme changes colours and nothing else."""
AT_REST = "*, ::before, ::after { transition: none !important; animation: none !important; }"
"""Colours on their way from one theme to the other would be measured half-way."""
FOREIGN = {"English", "Excel", "JSON", "Ctrl", "RACI", "TOP3", "Enter", "Esc", "Tab", "xlsx", "XLSX",
           "tongzhou", "verify", "Word", "Delete", "Microsoft", "Project", "iCalendar", "Webhook",
           "http", "https", "Chrome", "Linux"}  # fmt: skip
FOREIGN |= {"AgentId", "CorpID", "CorpId", "EncodingAESKey", "Encrypt", "Verification", "Token",
            "Secret", "AppKey", "AppSecret", "Client"}  # fmt: skip
"""What the messengers' own consoles call these fields."""
FOREIGN |= {code for _name, code in DEPARTMENTS.values()}
"""Words that stand in Chinese pages as they are."""
TRIED = 20
"""Things of one kind among which a page is looked for."""
EVERY_PAGE = ("",) * 11
"""Fewer pages than these would mean that somebody is locked out."""
WHEN_IT_IS_OVER = (
    "collaborations/",
    "deliveries/",
    "dossiers/",
    "improvements/",
    "retrospectives/",
)


def addresses(browser: Client, about: tuple[str, ...]) -> list[str]:
    """What this person may open: every page without an id, and one of each kind with one."""
    readable = [
        path
        for path, method in matrix()
        if method == "GET" and not path.startswith("api/") and path.startswith(about)
    ]
    found = [_first(path, browser) for path in [*readable, "search?q=留存"]]
    return [address for address in found if address]


def _first(path: str, browser: Client) -> str:
    """The first address of this kind that shows a page; none: an empty text."""
    names = re.findall(r"<uuid:(\w+)>", path)
    if len(names) > 1:
        return ""
    keys = model_of(names[0])._default_manager.values_list("pk", flat=True) if names else [""]
    tried = (re.sub("<.*?>", str(key), f"/{path}") for key in keys[:TRIED])
    return next((one for one in tried if is_page(browser.get(one))), "")


def is_page(answer: HttpResponse) -> bool:
    """Whether this is a page to look at; a file that streams is read to its end, which closes it."""
    html = answer.get("Content-Type", "").startswith("text/html")
    content = answer.getvalue()
    return html and answer.status_code == 200 and b"<html" in content[:2000]


@pytest.mark.check("T192")
@pytest.mark.parametrize(
    ("login", "chapters", "about"),
    [
        ("li", 4, EVERY_PAGE),
        ("li", 5, WHEN_IT_IS_OVER),
        ("administrator", 2, EVERY_PAGE),
        pytest.param("li", 5, EVERY_PAGE, marks=pytest.mark.nightly),
        pytest.param("wang", 3, EVERY_PAGE, marks=pytest.mark.nightly),
    ],
)
def test_every_page_is_accessible_and_chinese(
    stage: Stage,
    company: Company,
    signed_in: Callable[[Person], Client],
    login: str,
    chapters: int,
    about: tuple[str, ...],
) -> None:
    told(company, chapters)
    page = stage.window(bypass_csp=True)
    stage.let_in(page, login)
    every = addresses(signed_in(getattr(company, login)), about)
    assert len(every) >= len(about)
    found = {address: _faults(page, address) for address in every}
    assert {address: faults for address, faults in found.items() if faults} == {}


def _faults(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"answers {answer and answer.status}"]
    page.add_script_tag(path=AXE)
    page.add_style_tag(content=AT_REST)
    faults = [f"English: {word}" for word in sorted(_foreign(page))]
    for (size, theme), rules in LOOKS.items():
        width, height = WIDTHS[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        faults += [f"{size}, {theme}: {fault}" for fault in page.evaluate(RUN, rules)]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            faults.append(f"{size}: {wider} pixels wider than the window")
    return faults


def _foreign(page: Page) -> set[str]:
    """English words a Chinese reader would meet; the readings of names may stand."""
    text = page.evaluate("""() => {
      const copy = document.body.cloneNode(true);
      copy.querySelectorAll("[lang=zh-Latn]").forEach(one => one.remove());
      document.body.append(copy);
      const text = copy.innerText;
      copy.remove();
      return text;
    }""")
    return set(re.findall(r"(?<![\w@./-])[A-Za-z]{4,}(?![\w@./-])", text)) - FOREIGN
