"""Two people before two windows see each other's changes, and nobody loses what they are typing."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.agreements import table as table_module
from tests.company import Company
from tests.journeys.stage import Somebody, Stage
from tests.live.serving import serving
from tests.plans.conftest import dividing, sound
from tests.ui.browsing import browser  # noqa: F401 — a fixture
from tongzhou.plans.models import Task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HEARS = re.compile("[0-9]")


@pytest.fixture
def served(
    browser: Browser,  # noqa: F811
    transactional_db: None,
) -> Iterator[Stage]:
    with serving() as address:
        stage = Stage(browser, address)
        stage.types_passwords = True
        yield stage
        stage.close()
    assert not stage.complaints


def test_what_one_changes_the_other_sees_without_losing_what_is_typed(
    served: Stage, company: Company
) -> None:
    table = table_module.build(company)
    Task.objects.filter(pk=table.review.pk).update(start=date(2023, 7, 3))
    table.in_force()
    weekly, overview = (
        f"/collaborations/{table.case.pk}/progress",
        f"/collaborations/{table.case.pk}",
    )
    zhou, huang = served.enter("zhou"), served.enter("huang")
    zhou.go(weekly)
    listens(huang, weekly)
    typed = huang.page.locator(f"#risk-{table.complaints.pk}")
    typed.fill("我还没写完")
    change(zhou.page, f"#percent-{table.survey.pk}", "40")
    expect(huang.page.locator("#week-said pre")).to_contain_text("40")
    expect(typed).to_have_value("我还没写完")
    expect(typed).to_be_focused()
    listens(huang, overview)
    zhou.go(overview)
    for somebody in (huang, zhou):
        somebody.page.locator("#discussion").scroll_into_view_if_needed()
        expect(somebody.page.get_by_label("留言")).to_be_visible()
    huang.page.get_by_label("留言").fill("我也在写")
    zhou.page.get_by_label("留言").fill("下午三点碰一下")
    zhou.page.get_by_label("留言").press("Control+Enter")
    expect(huang.page.locator(".comments")).to_contain_text("下午三点碰一下")
    expect(huang.page.get_by_label("留言")).to_have_value("我也在写")


@pytest.mark.check("T047")
def test_chart_and_table_show_what_somebody_else_moves(served: Stage, company: Company) -> None:
    case = dividing(company)
    row = sound(company, case)
    plan = f"/collaborations/{case.pk}/plan"
    li, zhou = served.enter("li"), served.enter("zhou")
    listens(zhou, f"{plan}/gantt?zoom=week")
    li.go(f"{plan}/gantt?zoom=week")
    for day in ("2023-07-04", "2023-07-05"):
        li.page.locator(f"#bar-{row.pk}").focus()
        li.page.keyboard.press("ArrowRight")
        expect(zhou.page.locator(f"#bar-{row.pk}")).to_have_attribute("data-start", day)
        if day.endswith("04"):
            expect(li.toast).to_contain_text("撤销")
    listens(zhou, plan)
    li.page.locator(f"#bar-{row.pk}").focus()
    li.page.keyboard.press("ArrowRight")
    expect(zhou.page.locator(f"#row-{row.pk}")).to_contain_text("7月6日")


def listens(somebody: Somebody, address: str) -> None:
    somebody.go(address)
    expect(somebody.page.locator("body")).to_have_attribute("data-live", HEARS)


def change(page: Page, place: str, text: str) -> None:
    field = page.locator(place)
    field.fill(text)
    field.press("Enter")
