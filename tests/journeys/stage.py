"""The stage of a journey: people, each in a browser of their own, and a clock."""

import re
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.company import PASSWORD
from tests.entering import entered
from tongzhou.core import clock
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Person

YEAR = 2023
EXPECTED = "Failed to load resource"
"""What the console says to an answer of 404, 409 or 422, which the journeys ask for."""
WIDTHS = {"desktop": (1440, 900), "phone": (360, 780)}


def sign_in(page: Page, login: str) -> None:
    page.goto("/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")


class Somebody:
    """One person before one browser window; finds things by what people read."""

    def __init__(self, page: Page, login: str) -> None:
        self.page = page
        self.login = login

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toasts")

    @property
    def ball(self) -> Locator:
        """Whose move it is, until when, and what happens then."""
        return self.main.get_by_role("status").first

    def go(self, address: str) -> None:
        self.page.goto(address)

    def button(self, name: str) -> Locator:
        return self.main.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.main.get_by_role("link", name=name, exact=True)

    def box(self, name: str) -> Locator:
        return self.main.get_by_role("textbox", name=name, exact=True)

    def item(self, text: str) -> Locator:
        """The list entry that says so."""
        return self.main.get_by_role("listitem").filter(has_text=text)

    def card(self, text: str) -> Locator:
        return self.main.get_by_role("article").filter(has_text=text)

    def fold(self, name: str) -> Locator:
        """What opens at a press, like 「换个办法…」."""
        return self.main.locator("summary", has_text=name)

    def form(self, address: str) -> Locator:
        """The form that is sent to an address with this ending."""
        return self.main.locator(f'form[action$="{address}"]')

    def sees(self, text: str) -> None:
        expect(self.main).to_contain_text(text)

    def past_navigation(self) -> None:
        """By key, as the first link offers."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")

    def walk(self, to: Locator) -> None:
        """With the Tab key, as often as it takes."""
        for _step in range(60):
            self.page.keyboard.press("Tab")
            if to.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"the Tab key never comes to {to}")

    def fits(self) -> None:
        """Nothing sticks out of the window."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, self.page.url


class Stage:
    """All windows of one journey. What their consoles complain of ends up in `complaints`."""

    types_passwords = False
    """Whether everybody comes in by the page for it, which is two pages more for each."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.complaints: list[str] = []
        self._people: dict[str, Somebody] = {}

    def enter(self, login: str, size: str = "desktop") -> Somebody:
        """The same window as before when this person is already here."""
        if login not in self._people:
            self._people[login] = self._sign_in(login, size)
        return self._people[login]

    def _sign_in(self, login: str, size: str) -> Somebody:
        page = self.window(size)
        if self.types_passwords:
            sign_in(page, login)
        else:
            self.let_in(page, login)
            page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return Somebody(page, login)

    def let_in(self, page: Page, login: str) -> None:
        key = entered(Person.objects.get(login=login)).session.session_key
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": key, "url": self.address}])

    def window(self, size: str = "desktop", **more: object) -> Page:
        width, height = WIDTHS[size]
        context = self.browser.new_context(
            base_url=self.address, locale="zh-CN", reduced_motion="reduce",
            viewport={"width": width, "height": height}, **more,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._note(line.type, line.text))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and EXPECTED not in text:
            self.complaints.append(text)

    def at(self, month: int, day: int, hour: int) -> None:
        """What is still to be done by the worker happens; then it is this moment."""
        run_once()
        clock.move_to(datetime(YEAR, month, day, hour, tzinfo=clock.zone()))

    def picture(self) -> str:
        """Where everybody is, for a journey that went wrong."""
        seen = []
        for login, person in self._people.items():
            with suppress(PlaywrightError):
                text = re.sub(r"\n *- /url:.*", "", person.main.aria_snapshot())
                seen.append(f"{login} {person.page.url}\n{text.split('动态')[-1][:2000]}")
        return "\n\n".join(seen)

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()
