"""What is answered in place moves the counts and the next turn elsewhere on the page."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.agreements import table as table_module
from tests.collaborations import asking
from tests.company import Company
from tests.journeys.stage import Stage
from tongzhou.journal.worker import run_once
from tongzhou.plans.models import Task

pytestmark = pytest.mark.journey


def test_an_answer_on_the_first_page_is_counted_off_at_once(stage: Stage, company: Company) -> None:
    asking.sent(company, options=())
    run_once()
    liu = stage.enter("liu")
    liu.go("/")
    page = liu.page
    expect(page.locator("#rail .count.seal")).to_have_text("1")
    liu.button("接受").click()
    expect(page.locator("h1")).to_contain_text("没有事在等你")
    expect(page.locator("#rail .count.seal")).to_have_count(0)


def test_a_saved_row_leaves_the_list_of_the_missing_and_enters_the_summary(
    stage: Stage, company: Company
) -> None:
    table = table_module.build(company)
    Task.objects.filter(pk=table.review.pk).update(start=date(2023, 7, 3))
    table.in_force()
    run_once()
    zhou = stage.enter("zhou")
    zhou.go(f"/collaborations/{table.case.pk}/progress")
    said = zhou.page.locator("#week-said")
    expect(said).to_contain_text("还差")
    percent = zhou.page.locator(f"#percent-{table.survey.pk}")
    percent.fill("40")
    percent.press("Enter")
    expect(said.locator("pre")).to_contain_text("40")
    expect(zhou.page.locator("#week-done")).to_contain_text("1")
