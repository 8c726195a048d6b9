"""The plan moved by hand and by key: bars of the Gantt chart, cards of the board."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.agreements.conftest import table  # noqa: F401 — a fixture
from tests.agreements.table import Table
from tests.company import Company
from tests.journeys.stage import Somebody, Stage
from tests.plans.conftest import case, sound, task  # noqa: F401 — fixtures
from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.models import Role, Task

pytestmark = pytest.mark.journey
PAGES = re.compile(rb"/Type\s*/Page\b")
A3_ACROSS = re.compile(rb"/MediaBox\s*\[\s*0 0 119\d[.\d]* 84\d")
WEEK = 7 * 14
"""A week in pixels where weeks are in view."""


def test_a_bar_is_dragged_taken_back_nudged_and_made_to_wait(
    stage: Stage,
    company: Company,
    case: Collaboration,  # noqa: F811
    task: Task,  # noqa: F811
) -> None:
    other, third = sound(company, case), sound(company, case)
    li = stage.enter("li")
    li.go(f"/collaborations/{case.pk}/plan/gantt?zoom=week")
    bar, second = _bar(li, task), _bar(li, other)
    _drag(li, bar.locator("rect.whole"), WEEK)
    expect(bar).to_have_attribute("data-start", "2023-07-10")
    expect(bar).to_have_attribute("data-end", "2023-07-27")
    li.toast.get_by_role("button", name="撤销").click()
    expect(bar).to_have_attribute("data-start", "2023-07-03")
    bar.focus()
    li.page.keyboard.press("ArrowRight")
    expect(bar).to_have_attribute("data-start", "2023-07-04")
    expect(bar).to_be_focused()
    li.page.keyboard.press("Shift+ArrowLeft")
    expect(bar).to_have_attribute("data-end", "2023-07-20")
    bar.locator("rect.whole").hover()
    _drag_onto(li, bar.locator(".g-grip[data-end=F]"), second.locator("rect.whole"))
    expect(li.page.locator(".g-reach title")).to_have_text("1 → 2 FS")
    _let_wait_by_key(li, third, on="1")
    expect(li.page.locator(".g-reach title")).to_have_text(["1 → 2 FS", "1 → 3 FS"])
    li.page.get_by_role("link", name="月", exact=True).click()
    expect(li.page).to_have_url(re.compile("zoom=month"))
    expect(_bar(li, task)).to_be_visible()


def test_a_signed_bar_opens_the_change_request_beside_the_chart(
    stage: Stage,
    table: Table,  # noqa: F811
) -> None:
    table.in_force()
    wang = stage.enter("wang")
    wang.go(f"/collaborations/{table.case.pk}/plan/gantt?zoom=week")
    bar = _bar(wang, table.review)
    stood = bar.get_attribute("data-start") or ""
    bar.focus()
    wang.page.keyboard.press("ArrowRight")
    drawer = wang.page.locator("#drawer")
    expect(drawer.get_by_label("开始")).not_to_have_value(stood)
    expect(bar).to_have_attribute("data-start", stood)
    drawer.get_by_label("为什么").fill("接口联调晚了一天")
    drawer.get_by_role("button", name="看看影响到谁").click()
    expect(drawer).to_contain_text("接口联调晚了一天")
    wang.go(f"/collaborations/{table.case.pk}/plan/gantt?zoom=month")
    bar.locator("rect.whole").hover()
    _drag_onto(
        wang, bar.locator(".g-grip[data-end=F]"), _bar(wang, table.complaints).locator("rect.whole")
    )
    expect(drawer.get_by_label("前置任务")).to_have_value("1")
    wang.go(f"/collaborations/{table.case.pk}/plan/gantt/print")
    paper = wang.page.pdf(prefer_css_page_size=True)
    assert len(PAGES.findall(paper)) == 1
    assert A3_ACROSS.search(paper)


def test_a_card_is_moved_by_key_and_the_next_step_asks_for_what_is_handed_over(
    stage: Stage,
    table: Table,  # noqa: F811
) -> None:
    table.in_force()
    Role.objects.filter(task=table.review, letter="R").delete()
    Role.objects.create(task=table.review, letter="R", person=table.company.wang_gong)
    somebody = stage.enter("wang_gong")
    somebody.go(f"/collaborations/{table.case.pk}/plan/board")
    card = somebody.page.locator(f"#card-{table.review.pk}")
    somebody.past_navigation()
    somebody.walk(card)
    somebody.page.keyboard.press("Shift+ArrowRight")
    under_way = somebody.page.locator(".b-column[data-to=in_progress]")
    expect(somebody.toast).to_contain_text("已移到新的列")
    expect(under_way.locator(f"#card-{table.review.pk}")).to_be_focused()
    somebody.page.keyboard.press("Shift+ArrowRight")
    expect(somebody.page.locator("#drawer")).to_contain_text(table.review.name)
    expect(under_way.locator(f"#card-{table.review.pk}")).to_be_visible()


def test_a_card_is_moved_by_a_finger_that_rests_on_it_first(
    stage: Stage,
    table: Table,  # noqa: F811
) -> None:
    table.in_force()
    li = stage.enter("li")
    li.go(f"/collaborations/{table.case.pk}/plan/board?by=state")
    card = li.page.locator(f"#card-{table.campaign.pk}")
    column = li.page.locator(".b-column[data-to=in_progress]")
    finger = li.page.context.new_cdp_session(li.page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    card.scroll_into_view_if_needed()
    touch("touchStart", _middle(card.locator(".b-name")))
    expect(card).to_have_class(re.compile("dragging"))
    touch("touchMove", _middle(column))
    expect(column).to_have_class(re.compile("over"))
    touch("touchEnd")
    expect(column.locator(f"#card-{table.campaign.pk}")).to_be_visible()


def _let_wait_by_key(who: Somebody, row: Task, *, on: str) -> None:
    """From the last bar of the chart into the drawer and back, without a mouse."""
    keys, drawer = who.page.keyboard, who.page.locator("#drawer")
    who.page.locator(".g-box").focus()
    keys.press("End")
    expect(_bar(who, row)).to_be_focused()
    keys.press("w")
    waits_for = drawer.get_by_label("前置任务")
    expect(waits_for).to_be_visible()
    who.walk(waits_for)
    keys.type(on)
    who.walk(drawer.get_by_role("button", name="加为前置任务"))
    keys.press("Enter")
    expect(drawer.get_by_role("button", name="不再等它")).to_be_visible()
    keys.press("Escape")
    expect(_bar(who, row)).to_be_focused()


def _bar(who: Somebody, row: Task) -> Locator:
    return who.page.locator(f"#bar-{row.pk}")


def _middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drag(who: Somebody, what: Locator, by: int) -> None:
    what.scroll_into_view_if_needed()
    x, y = _middle(what)
    who.page.mouse.move(x, y)
    who.page.mouse.down()
    who.page.mouse.move(x + by / 2, y, steps=4)
    who.page.mouse.move(x + by, y, steps=4)
    who.page.mouse.up()


def _drag_onto(who: Somebody, what: Locator, target: Locator) -> None:
    x, y = _middle(what)
    box = target.bounding_box()
    assert box
    who.page.mouse.move(x, y)
    who.page.mouse.down()
    who.page.mouse.move(box["x"] + 12, box["y"] + 8, steps=6)
    who.page.mouse.up()
