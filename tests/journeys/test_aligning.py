"""社交分享 against 功能优化: three departments find one option, and none sees the scores of another."""

import re

import pytest
from playwright.sync_api import expect

from tests.company import Company
from tests.interests import aligning, dealing
from tests.journeys.stage import Somebody, Stage
from tongzhou.interests.actions.deals import advising, points
from tongzhou.interests.models import Deal, OptionTable, TableDecision, TableScore
from tongzhou.org.models import Department
from tongzhou.ui.addresses import address

SECONDS_A_TAP = 5
"""A figure is typed, a score tapped; reading and thinking included."""
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_three_departments_agree_on_what_leaves_all_better_off(
    stage: Stage, company: Company
) -> None:
    stage.at(7, 3, 10)
    table = aligning.opened(company)
    for login, name in (("lin", "marketing"), ("liu", "product"), ("huang", "service")):
        _score(stage.enter(login, "phone"), table, aligning.GIVEN[name])
    liu = stage.enter("liu", "phone")
    liu.go(f"/collaborations/{table.collaboration_id}/alignment")
    assert _shown(liu) == ["3", "8", "7", "9"]
    liu.fits()

    lin = stage.enter("lin", "phone")
    lin.go(f"/collaborations/{table.collaboration_id}/alignment")
    assert _shown(lin) == ["9", "8", "6", "2"]
    lin.link("提议采用方案 B").click()
    lin.box("为什么选它").fill("三方都好于不合作，客服有人驻场。")
    lin.button("请各部门确认").click()
    lin.sees("待各方确认")
    for login in ("li", "wang", "chen"):
        head = stage.enter(login, "phone")
        head.go(f"/option-tables/{table.pk}")
        head.button("同意").click()
        expect(head.page).to_have_url(re.compile(str(table.pk)))
    head.sees("已定：B 优化 8/25，分享并行 9/5")
    assert TableDecision.objects.get().option.position == 2
    assert not TableScore.objects.exists()


def test_two_departments_weigh_with_few_taps_and_a_no_tells_nobody_anything(
    stage: Stage, company: Company
) -> None:
    stage.at(7, 3, 10)
    deal = dealing.opened(company, ("marketing", "product"))
    lin, liu = stage.enter("lin", "phone"), stage.enter("liu", "phone")
    sides = ((lin, company.marketing, "marketing"), (liu, company.product, "product"))
    taps = [_weigh(one, deal, department, name) for one, department, name in sides]
    assert max(taps) * SECONDS_A_TAP <= 90
    advising.advise(deal.pk)
    page = f"/deals/{deal.pk}"
    lin.go(page)
    asked = lin.main.inner_text()
    liu.go(page)
    liu.button("不同意").click()
    liu.sees("你们目前的答复：不同意")
    lin.go(page)
    assert lin.main.inner_text() == asked
    lin.button("同意，可以接受").click()
    lin.sees("你们目前的答复：同意")
    liu.button("同意，可以接受").click()
    liu.sees("各方都同意")
    lin.go(page)
    lin.sees("各方都同意")
    lin.fits()


def _weigh(somebody: Somebody, deal: Deal, department: Department, name: str) -> int:
    """How many taps: a figure for each open point, one for each way, the last question."""
    side = dealing.side_of(deal, department)
    somebody.go(address("deal-points", side.pk))
    figures = somebody.main.locator(".points input")
    for place, value in enumerate(dealing.POINTS[name]):
        figures.nth(place).fill(str(value))
    ways = [value for row in dealing.SCORES[name] for value in row]
    lines = somebody.main.locator(".score-way")
    for place, value in enumerate(ways):
        lines.nth(place).get_by_text(str(value), exact=True).click()
    somebody.fits()
    somebody.button("下一步：最后一个问题").click()
    weights = dealing.weights_of(deal, name)
    question = points.question_for(deal, weights)
    assert question
    answer = next(one for one in ("first", "second", "same") if question.fits(one))
    somebody.main.locator(f"button[value={answer}]").click()
    expect(somebody.page).to_have_url(re.compile(f"/deals/{deal.pk}"))
    return len(dealing.POINTS[name]) + len(ways) + 2


def _score(somebody: Somebody, table: OptionTable, values: tuple[int, ...]) -> None:
    """From 今天: one tap for each option, one for no deal, one to hand in."""
    somebody.go("/")
    somebody.link("先上什么").first.click()
    somebody.main.get_by_role("link", name=re.compile("^为.*评分$")).click()
    lines = somebody.main.locator(".score-line")
    for place, value in enumerate((*values, aligning.FLOOR)):
        lines.nth(place).get_by_text(str(value), exact=True).click()
    somebody.fits()
    somebody.button("提交评分").click()
    somebody.sees("已评分")


def _shown(somebody: Somebody) -> list[str]:
    scores = somebody.main.locator("td.score")
    expect(scores).to_have_count(4)
    return scores.all_inner_texts()
