"""Hasty fingers, the back button, no mouse, a workbook dropped on the page."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.agreements import table
from tests.collaborations import asking
from tests.company import PASSWORD, Company
from tests.journeys.stage import Somebody, Stage
from tests.plans import workbooks
from tests.problems.quarrel import both_said, proposed
from tongzhou.agreements.models import RowSignature
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Answer, Ask, Collaboration
from tongzhou.journal.worker import run_once
from tongzhou.plans.models import Task
from tongzhou.problems.actions.rulings import escalate
from tongzhou.problems.models import Ruling

pytestmark = pytest.mark.journey
REAL = Path("../shared/data/q3-activity/Q3用户活跃度提升-三表.xlsx")
SLOW = {
    "offline": False, "latency": 400,
    "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.querySelector("tz-drop .drop").dispatchEvent(
      new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.mark.check("T050")
def test_two_hasty_clicks_accept_once(stage: Stage, company: Company) -> None:
    ask = _asked(company)
    liu = stage.enter("liu", "phone")
    _slow(liu.page)
    liu.button("接受").dblclick()
    expect(liu.card(ask.what)).to_contain_text("已谈妥")
    assert Answer.objects.filter(ask=ask, verb="accept").count() == 1


@pytest.mark.check("T050")
def test_neither_the_back_button_nor_a_second_try_answers_twice(
    stage: Stage, company: Company
) -> None:
    """The line is slow; of the first answer nothing comes back, so the person tries again."""
    ask = _asked(company)
    liu = stage.enter("liu")
    _slow(liu.page)
    liu.go(f"/asks/{ask.pk}")
    liu.page.route("**/answers", _lost_on_the_way_back, times=1)
    liu.button("接受").click()
    expect(liu.page.get_by_text("ERR_TIMED_OUT")).to_be_visible()
    assert Answer.objects.filter(ask=ask, verb="accept").count() == 1
    with liu.page.expect_request(lambda sent: sent.method == "POST"):
        liu.page.reload()
    liu.sees("已谈妥")
    liu.page.go_back()
    if liu.button("接受").count():
        liu.button("接受").click()
    liu.sees("已谈妥")
    assert Answer.objects.filter(ask=ask, verb="accept").count() == 1


def test_an_ask_is_answered_without_a_mouse(stage: Stage, company: Company) -> None:
    ask = _asked(company)
    liu = stage.enter("liu")
    for key in ("j", "c", "Escape", "a"):
        liu.page.keyboard.press(key)
    expect(liu.card(ask.what)).to_contain_text("已谈妥")


@pytest.mark.check("T050")
def test_two_hasty_clicks_sign_once(stage: Stage, company: Company) -> None:
    version = table.build(company).circulate()
    zhao = stage.enter("zhao", "phone")
    zhao.go(f"/agreements/{version.pk}")
    _prove(zhao)
    _slow(zhao.page)
    zhao.button("代表销售部签署").dblclick()
    expect(zhao.toast).to_contain_text("签署")
    signed = RowSignature.objects.filter(seat__row__version=version, seat__department=company.sales)
    assert signed.count() == signed.values("seat").distinct().count() > 0


@pytest.mark.check("T192")
def test_signing_updating_and_ruling_need_no_mouse(stage: Stage, company: Company) -> None:
    made = table.build(company)
    version = made.circulate()
    chen = stage.enter("chen")
    chen.go(f"/agreements/{version.pk}")
    chen.past_navigation()
    chen.walk(chen.button("代表客服部签署"))
    chen.page.keyboard.press("Enter")
    expect(chen.toast).to_contain_text("签署")
    for department in (company.marketing, company.product, company.sales):
        made.sign(version, department)
    zhao = stage.enter("zhao")
    zhao.go(f"/tasks/{made.survey.pk}/check-in")
    zhao.past_navigation()
    zhao.walk(zhao.main.get_by_label("完成百分比"))
    zhao.page.keyboard.type("40")
    zhao.page.keyboard.press("Enter")
    zhao.page.wait_for_url("**/progress")
    assert Task.objects.get(pk=made.survey.pk).percent == 40
    problem = both_said(made)
    proposed(made, problem)
    escalate(problem, by=company.li)
    chen_zong = stage.enter("chen_zong")
    chen_zong.go(f"/problems/{problem.pk}")
    chen_zong.past_navigation()
    chen_zong.walk(chen_zong.form("/rulings").locator("[name=sentence]"))
    chen_zong.page.keyboard.type("留存是今年的底线。")
    chen_zong.walk(chen_zong.form("/rulings").locator("[name=option]"))
    chen_zong.page.keyboard.press("Enter")
    chen_zong.sees("留存是今年的底线。")
    assert Ruling.objects.get(problem=problem).option


@pytest.mark.parametrize("book", ["real", "made"])
def test_a_workbook_dropped_on_the_page_becomes_a_collaboration(
    stage: Stage, company: Company, tmp_path: Path, book: str
) -> None:
    dropped = _workbook(book, tmp_path)
    li = stage.enter("li")
    li.link("导入 Excel").click()
    _drop(li.page, dropped)
    li.button("先预览").click()
    expect(li.form("/confirmations")).to_be_visible()
    assert not Collaboration.objects.exists()
    for question in li.main.locator("select[name^='seat:']").all():
        answers = question.locator("option")
        if answers.count() > 1:
            question.select_option(index=1)
    li.form("/confirmations").get_by_role("button").first.click()
    li.page.wait_for_url("**/collaborations/**")
    case = Collaboration.objects.get()
    assert Task.objects.filter(collaboration=case).exists()
    li.sees(case.name)


def _slow(page: Page) -> None:
    """As in a lift: 400 ms until anything comes, then 50 KB a second."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)


def _lost_on_the_way_back(route: Route) -> None:
    """The server has done it; the browser hears of a time-out."""
    route.fetch(max_redirects=0)
    route.abort("timedout")


def _workbook(which: str, folder: Path) -> Path:
    if which == "real":
        if not REAL.exists():
            pytest.skip("the real workbook lies beside the repository")
        return REAL
    made = folder / "三表.xlsx"
    made.write_bytes(workbooks.workbook())
    return made


def _drop(page: Page, book: Path) -> None:
    page.evaluate(DROP, [book.name, base64.b64encode(book.read_bytes()).decode()])


def _asked(company: Company) -> Ask:
    """市场部 asks 产品部 alone."""
    case = asking.drafted_case(company)
    asking.drafted(company, case, department=company.sales, options=())
    ask = asking.drafted(company, case, options=())
    cases.send(case, by=company.li)
    run_once()
    return ask


def _prove(head: Somebody) -> None:
    password = head.main.get_by_label("你的密码")
    if password.count():
        password.fill(PASSWORD)
