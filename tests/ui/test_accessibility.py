"""axe-core finds nothing serious on the gallery, which holds every component."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.company import Company
from tests.ui.browsing import browser  # noqa: F401 — a fixture

AXE = Path("node_modules/axe-core/axe.min.js")
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found =>
  found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | ")))"""
pytestmark = pytest.mark.journey


@pytest.mark.check("T192")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_the_gallery_is_accessible(
    browser: Browser,  # noqa: F811
    live_server: LiveServer,
    client,
    company: Company,
    theme: str,
    width: int,
) -> None:
    client.force_login(company.administrator)
    context = browser.new_context(
        base_url=live_server.url,
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    context.add_cookies(
        [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto("/gallery")
    page.add_script_tag(path=AXE)
    found = page.evaluate(RUN)
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert not found
    assert not wider
