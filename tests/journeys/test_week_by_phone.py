"""The story's week lived on the phone from mails and a messenger's cards alone: no script, and nobody
signs in but to accept and to warn.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.agreements import table as tables
from tests.channels.apps.conftest import SetUp, known, messenger, set_up  # noqa: F401 — fixtures
from tests.channels.apps.messenger import Messenger
from tests.channels.apps.test_clicks import tap
from tests.channels.conftest import sink  # noqa: F401 — a fixture
from tests.channels.sink import Sink
from tests.collaborations import asking
from tests.company import PASSWORD, Company
from tests.journeys.stage import Stage
from tongzhou.channels.models import App, SentCard
from tongzhou.collaborations.models import Ask, NumberSeries
from tongzhou.progress.models import CheckIn, Confidence, RiskNotice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r"https?://\S+(/[aw]/\S+)")
DOOR = re.compile(r"https?://[^\s\"]+(/[awt]/[\w-]+[^\s\"]*)")


class Phone:
    """Opens what a mail leads to, as the browser inside a messenger does."""

    def __init__(self, stage: Stage, sink: Sink, messenger: Messenger) -> None:  # noqa: F811
        self.stage, self.sink, self.messenger = stage, sink, messenger

    def waits(self, day: int, *hours: int) -> None:
        """The worker has its turn at each of them; a mail leaves one turn after what it tells."""
        for hour in hours:
            self.stage.at(7, day, hour)

    def letter(self, login: str) -> str:
        bodies = [
            mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr]
            for to, mail in self.sink.mails
            if to == [f"{login}@example.com"]
        ]
        return str(bodies[-1])

    def opens(self, login: str) -> Page:
        return self.reads(LINK.findall(self.letter(login))[-1].partition("?")[0])

    def opens_card(self, account: str, button: str) -> Page:
        """Where the button of the newest card that has one leads."""
        cards = [str(card) for to, card in self.messenger.sent if to == account]
        [card] = [card for card in cards if button in card][-1:]
        return self.reads(DOOR.findall(card.replace("'", '"'))[0])

    def reads(self, address: str) -> Page:
        page = self.stage.window("phone", java_script_enabled=False)
        page.goto(address)
        wide = page.locator("main").bounding_box()
        assert wide is not None
        assert wide["width"] <= 360
        return page


@pytest.mark.check("T097", "T104", "T106", "T107")
def test_a_week_is_lived_from_mails_and_cards(
    stage: Stage, sink: Sink, company: Company, messenger: Messenger, set_up: SetUp  # noqa: F811
) -> None:  # fmt: skip
    phone = Phone(stage, sink, messenger)
    phone.waits(3, 9)
    app = set_up("feishu", signs_in=False)
    known(company.liu, messenger, "liuyang")
    known(company.lin, messenger, "linxiao")
    NumberSeries.objects.update_or_create(year=2023, defaults={"last": 100})
    ask = asking.sent(company)
    table = tables.build(company)
    table.in_force()

    phone.waits(3, 10, 11, 12)
    _asks_back_on_the_card(app, "liuyang", "哪三项？")
    expect(phone.opens("liu").locator("main")).to_contain_text("撤回")
    phone.waits(3, 13, 14, 15)
    page = phone.opens("li")
    expect(page.locator("main")).to_contain_text("哪三项？")
    _says(page, "reply", "登录、分享、消息")
    phone.waits(3, 16, 17, 18)
    _accepts(phone.opens("liu"))
    verbs = list(Ask.objects.get(pk=ask.pk).answers.values_list("verb", flat=True))
    assert verbs == ["send", "ask_back", "reply", "accept"]

    phone.waits(7, 9, 10, 11)
    row = phone.opens("zhou").locator(f"#tap-{table.survey.pk}")
    row.get_by_role("button", name="50%").click()
    expect(row).to_contain_text("谢谢")
    phone.waits(7, 12, 18, 19, 20)
    entry = CheckIn.objects.get()
    assert (entry.by, entry.percent) == (company.zhou, 50)
    assert "50" in phone.letter("lin")
    row = phone.opens("lin").locator(f"#tap-{table.survey.pk}")
    row.get_by_role("button", name="有点担心").click()
    expect(row).to_contain_text("谢谢")
    phone.waits(10, 9, 10)
    assert Confidence.objects.get().by == company.lin

    _warns(phone.opens("zhou").locator(f"#tap-{table.survey.pk}"))
    notice = RiskNotice.objects.get()
    assert (notice.by, notice.task_id) == (company.zhou, table.survey.pk)
    phone.waits(10, 11, 12, 13)
    page = phone.opens_card("linxiao", "我知道了")
    page.get_by_role("button", name="我知道了").click()
    expect(page.locator("main")).to_contain_text("谢谢")
    phone.waits(10, 14, 15)
    notice.refresh_from_db()
    assert notice.acknowledged_by == company.lin


def _asks_back_on_the_card(app: App, account: str, sentence: str) -> None:
    """The line to write in stands on the card; it comes back sealed."""
    card = SentCard.objects.get(person__login="liu", ask__isnull=False)
    assert tap(app, card.number, "ask_back", account, sentence=sentence).status_code == 200


def _accepts(page: Page) -> None:
    """What promises something asks who one is."""
    page.get_by_role("link", name=re.compile("登录并")).first.click()
    _signs_in(page, "liu")
    page.locator("button[value=accept]").click()
    expect(page.locator("main")).to_contain_text("接受")


def _warns(row: Locator) -> None:
    """What others will plan by asks who one is; the row of the week leads there."""
    page = row.page
    row.get_by_role("link", name="可能延误").click()
    _signs_in(page, "zhou")
    page.get_by_label("事实").fill("接口比预计多 3 个。")
    page.get_by_role("button", name="发出风险预警").click()
    expect(page.get_by_role("main")).to_contain_text("接口比预计多 3 个。")


def _signs_in(page: Page, login: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def _says(page: Page, verb: str, sentence: str) -> None:
    """Two taps and a sentence: what the button opens, and sending it."""
    fold = page.locator("details").filter(has=page.locator(f"button[value={verb}]"))
    fold.locator("summary").click()
    fold.get_by_role("textbox").fill(sentence)
    fold.locator(f"button[value={verb}]").click()
