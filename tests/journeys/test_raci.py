"""RACI and the responsibility check with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.company import Company
from tests.journeys.stage import Stage
from tests.plans.conftest import case, task  # noqa: F401 — fixtures
from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.models import Role, Task

pytestmark = pytest.mark.journey


def test_letters_and_a_repair_are_given_by_key(
    stage: Stage,
    company: Company,
    case: Collaboration,  # noqa: F811
    task: Task,  # noqa: F811
) -> None:
    Role.objects.filter(task=task, letter="A").delete()
    li = stage.enter("li")
    li.go(f"/collaborations/{case.pk}/plan/raci")
    heads = li.page.locator("table.raci thead th")
    at = [head.get_attribute("data-who") for head in heads.all()].index(str(company.zhou.pk))
    row = li.page.locator(f"#row-{task.pk}")
    cell = row.locator("td").nth(at - 1)
    row.locator("td").nth(at - 2).focus()
    li.page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    li.page.keyboard.press("c")
    expect(cell).to_have_text("RC")
    expect(cell).to_be_focused()
    li.page.wait_for_load_state("networkidle")
    repair = li.page.locator("#findings").get_by_role("button", name="设为赵刚")
    repair.focus()
    li.page.keyboard.press("Enter")
    li.sees("用户需求收集")
    expect(repair).to_have_count(0)
    assert Role.objects.filter(task=task, letter="A", person=company.zhao).exists()
    assert Role.objects.filter(task=task, letter="C", person=company.zhou).exists()
