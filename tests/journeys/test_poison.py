"""A whole browser on every page of a house whose every text is an attack: nothing of it runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.company import PASSWORD, Company
from tests.journeys.stage import Stage
from tests.poison.places import addresses
from tests.poison.pouring import pour
from tests.told import told
from tongzhou.journal import append_only

pytestmark = pytest.mark.journey
REPORTS = """
  window.reports = [];
  document.addEventListener("securitypolicyviolation", one =>
    window.reports.push(`${one.violatedDirective} ${one.blockedURI} ${one.sample}`));
"""


@pytest.fixture
def kept_again() -> Iterator[None]:
    """Pouring takes away what keeps rows as they are; the tests after this one rely on it."""
    yield
    append_only.ensure()


@pytest.mark.nightly
@pytest.mark.usefixtures("kept_again")
@pytest.mark.check("T116")
@pytest.mark.parametrize("login", ["li", "administrator"])
def test_no_page_runs_what_was_typed_or_reports_a_breach(
    stage: Stage, company: Company, login: str
) -> None:
    told(company, 5)
    password = getattr(company, login).password
    pour()
    company.li.__class__.objects.filter(login=login).update(password=password)
    page, dialogs = stage.window(), []
    page.add_init_script(REPORTS)
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    _sign_in(page, login)
    seen = {address: _visit(page, address) for address in addresses()}
    assert len([one for one in seen.values() if one is not None]) > 60
    assert {address: said for address, said in seen.items() if said} == {}
    assert dialogs == []


def _sign_in(page: Page, login: str) -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action*=sign-in] button[type=submit], main button").first.click()
    page.wait_for_url("**/")


def _visit(page: Page, address: str) -> list[str] | None:
    """What the browser reported; None where there is no page to look at."""
    answer = page.request.get(address)
    if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
        return None
    page.goto(address)
    page.wait_for_load_state("networkidle")
    reports: list[str] = page.evaluate("window.reports")
    return reports
