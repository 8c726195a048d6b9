"""Small answers about any matter by a link: held, undone, overtaken, said; nobody signed in."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.agreements import table as tables
from tests.agreements.table import Table
from tests.channels.sink import Sink
from tests.channels.test_answer_links import rows
from tests.company import Company
from tests.submissions import collecting
from tongzhou.channels import mail
from tongzhou.channels.actions import taps
from tongzhou.channels.models import HeldTap, TapLink
from tongzhou.channels.taps import PURPOSES
from tongzhou.channels.taps.standing import Wanted
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Attendee, Meeting
from tongzhou.core import clock as house_clock
from tongzhou.exchange.actions import gains
from tongzhou.exchange.models import Gain, Receipt
from tongzhou.journal import worker
from tongzhou.journal.models import Command, Entry
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.capabilities import fresh_token
from tongzhou.org.models import Access, Liaison, Person
from tongzhou.progress.actions import calls, notices
from tongzhou.progress.actions.calls import Called
from tongzhou.progress.actions.notices import Risk
from tongzhou.progress.models import RiskNotice, UrgentCall
from tongzhou.submissions.actions import handing
from tongzhou.submissions.models import Handing

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
LINK = re.compile(r"https://tongzhou.example.com(/t/\S+)")


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    """It is Monday 3 July 2023."""
    table = tables.build(company)
    table.in_force()
    return table


def link(person: Person, matter: str, subject: UUID) -> str:
    offer = PURPOSES[matter].offer(person, subject)
    assert offer is not None
    return "/t/" + taps.mint(person, Wanted(matter, subject, offer)).rpartition("/")[2]


def tap(address: str, choice: str, client: Any = None, **typed: Any) -> Any:
    form = {"once": uuid4().hex, "choice": choice, **typed}
    return (client or Client()).post(f"{address}/words", form)


def after(minutes: int) -> None:
    house_clock.advance(timedelta(minutes=minutes))
    for one in taps.due():
        taps.carry_out(one)


def text_of(message: Any) -> str:
    """An invitation carries a calendar beside its words."""
    plain = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return str(plain[0].get_payload(decode=True).decode())


def warned(table: Table) -> RiskNotice:
    risk = Risk(fact="接口比预计多 3 个。", need="1 名开发")
    return notices.give_notice(table.review, risk, by=table.company.wang_gong)


def invited(table: Table) -> Meeting:
    company = table.company
    plan = meetings.Plan(
        kind="weekly", starts_at=house_clock.now() + timedelta(days=1), place="3 楼",
        attendees=(company.wang, company.zhao),
    )  # fmt: skip
    return meetings.call(table.case, plan, by=company.lin)


@pytest.mark.check("T104", "T105", "T111")
def test_looking_changes_nothing_and_the_page_is_small(table: Table) -> None:
    notice = warned(table)
    address = link(table.company.lin, "risk_notice", notice.pk)
    before = rows()
    for method in ("get", "head", "options"):
        for path in (address, f"{address}?choice=acknowledge", f"{address}/words"):
            getattr(Client(), method)(path, headers={"user-agent": "Barracuda link scanner"})
    assert rows() == before
    page = Client().get(address)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "<script" not in text
    assert len(page.content) < 12_000
    assert notice.fact in text
    foreign = Client().get(address, headers={"accept-language": "en"}).content.decode()
    assert "我知道了" in foreign, "in the language of whom it is for"


@pytest.mark.check("T106", "T110")
def test_one_tap_is_held_told_undone_or_takes_effect(table: Table, clock: ModuleType) -> None:
    company, notice = table.company, warned(table)
    address = link(company.lin, "risk_notice", notice.pk)
    assert tap(address, "acknowledge").status_code == 303
    notice.refresh_from_db()
    assert notice.state == "open"
    worker.read_on()
    told = Notice.objects.get(kind="held_tap.kept")
    assert (told.person, told.collaboration) == (company.lin, None)
    assert "撤回" in Client().get(address).content.decode()
    tap(address, "acknowledge")
    assert HeldTap.objects.filter(state="held").count() == 1
    Client().post(f"{address}/undos", {"once": uuid4().hex})
    after(16)
    notice.refresh_from_db()
    assert notice.state == "open"

    tap(address, "acknowledge")
    after(14)
    notice.refresh_from_db()
    assert notice.state == "open"
    after(2)
    after(2)
    notice.refresh_from_db()
    assert (notice.state, notice.acknowledged_by) == ("acknowledged", company.lin)
    assert Entry.objects.filter(kind="risk_notice.acknowledged").count() == 1
    page = Client().get(address).content.decode()
    assert company.lin.name in page
    assert 'value="acknowledge"' not in page


@pytest.mark.check("T109", "T103")
def test_an_old_link_says_what_happened_and_an_overtaken_answer_is_told(
    table: Table, clock: ModuleType
) -> None:
    company, notice = table.company, warned(table)
    address = link(company.lin, "risk_notice", notice.pk)
    tap(address, "acknowledge")
    notices.settle(notice, outcome="已加派 1 人", by=company.lin)
    after(16)
    worker.read_on()
    assert Notice.objects.get(kind="held_tap.failed").person == company.lin
    page = Client().get(address).content.decode()
    assert "已加派 1 人" in page
    assert tap(address, "acknowledge").status_code == 303
    assert not HeldTap.objects.filter(state="held").exists()
    clock.advance(timedelta(days=15))
    assert "两周" in Client().get(address).content.decode()


def test_whoever_is_invited_comes_or_says_why_not(table: Table, clock: ModuleType) -> None:
    company, meeting = table.company, invited(table)
    address = link(company.zhao, "meeting", meeting.pk)
    refused = tap(address, "excuse", reason="")
    assert refused.status_code == 422
    assert not HeldTap.objects.exists()
    assert tap(address, "excuse", reason="同时有客户来访").status_code == 303
    after(16)
    own = Attendee.objects.get(meeting=meeting, person=company.zhao)
    assert (own.attendance, own.reason) == ("excused", "同时有客户来访")
    assert tap(address, "come").status_code == 303
    after(16)
    own.refresh_from_db()
    assert own.attendance == "coming"


@pytest.mark.check("T109")
def test_an_invitation_that_was_moved_is_answered_by_its_new_mail(table: Table) -> None:
    company, meeting = table.company, invited(table)
    address = link(company.zhao, "meeting", meeting.pk)
    later = meetings.Plan(
        kind="weekly", starts_at=house_clock.now() + timedelta(days=2),
        attendees=(company.wang, company.zhao),
    )  # fmt: skip
    meetings.change(meeting, later, seen=meeting.version, by=company.lin)
    assert tap(address, "come").status_code == 303
    assert not HeldTap.objects.exists()
    newer = link(company.zhao, "meeting", meeting.pk)
    tap(newer, "come")
    assert HeldTap.objects.filter(state="held").count() == 1


@pytest.mark.check("T109")
def test_an_answer_that_waits_is_not_said_to_an_invitation_that_moved(
    table: Table, clock: ModuleType
) -> None:
    company, meeting = table.company, invited(table)
    tap(link(company.wang, "meeting", meeting.pk), "come")
    later = meetings.Plan(
        kind="weekly", starts_at=meeting.starts_at + timedelta(days=3),
        attendees=(company.wang, company.zhao),
    )  # fmt: skip
    meetings.change(meeting, later, seen=meeting.version, by=company.lin)
    after(16)
    assert Attendee.objects.get(meeting=meeting, person=company.wang).attendance == "invited"
    held = HeldTap.objects.get()
    assert (held.state, held.note) == ("failed", "你答复的内容后来有变动，请再看一次。")


@pytest.mark.check("T109")
def test_what_was_typed_for_one_department_is_never_handed_in_for_another(
    company: Company, clock: ModuleType
) -> None:
    """王磊 answers for two; while his words wait, the first hands in on its page."""
    for department in (company.product, company.sales):
        Liaison.objects.get_or_create(department=department, person=company.wang)
    both = [company.product, company.sales]
    campaign = collecting.opened(company, is_table=False, departments=both, people=[])
    address = link(company.wang, "campaign", campaign.pk)
    shown = Client().get(address).content.decode()
    [first] = [one for one in both if f"→ {one.name}" in shown]
    keys = [str(one.key) for one in campaign.questions.all()]
    assert (
        tap(address, "hand_in", **dict(zip(keys, ("线上", "9", ""), strict=True))).status_code
        == 303
    )
    own = collecting.rows(campaign, ("线下", "1", "yes"))
    handing.hand_in(collecting.of(campaign, first), own, by=first.head)
    after(16)
    assert Handing.objects.get().respondent.department == first
    assert HeldTap.objects.get().state == "failed"


def test_a_gain_is_confirmed_with_a_figure(table: Table, clock: ModuleType) -> None:
    company = table.company
    offered = gains.Offer(what="你们的页面快了 4 秒")
    gain = gains.offer(company.product, offered, receiver=company.sales, by=company.wang_gong)
    address = link(company.zhao, "gain", gain.pk)
    assert tap(address, "partly", measured="很多").status_code == 422
    assert tap(address, "partly", measured="2.5", sentence="列表页还慢").status_code == 303
    assert not Receipt.objects.exists()
    after(16)
    receipt = Receipt.objects.get()
    assert (receipt.outcome, receipt.by) == ("partly", company.zhao)
    assert (str(receipt.measured), receipt.sentence) == ("2.50", "列表页还慢")
    assert Gain.objects.waiting().count() == 0


def test_one_line_of_a_collection_is_typed_on_the_phone_and_counts_as_given(
    company: Company, clock: ModuleType
) -> None:
    """Held for a quarter of an hour, but never over the deadline."""
    campaign = collecting.opened(company, is_table=False, departments=[], people=[company.qian])
    respondent = collecting.of(campaign, company.qian)
    clock.move_to(respondent.due_at - timedelta(minutes=5))
    address = link(company.qian, "campaign", campaign.pk)
    keys = [str(one.key) for one in campaign.questions.all()]
    wrong = tap(address, "hand_in", **dict(zip(keys, ("线上", "一万", ""), strict=True)))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "费用（元）" in page
    assert "一万" in page
    assert ">提交<" in re.sub(r"\s", "", page), "the word of a collection, not of a score"
    said = dict(zip(keys, ("线上", "12000", "yes"), strict=True))
    assert tap(address, "hand_in", **said).status_code == 303
    assert not Handing.objects.exists()
    after(4)
    handing = Handing.objects.get()
    assert handing.rows == [said]
    respondent.refresh_from_db()
    assert respondent.was_on_time


def test_what_is_handed_in_within_the_last_minute_is_there_at_once(
    company: Company, clock: ModuleType
) -> None:
    campaign = collecting.opened(company, is_table=False, departments=[], people=[company.qian])
    respondent, address = (
        collecting.of(campaign, company.qian), link(company.qian, "campaign", campaign.pk)
    )  # fmt: skip
    said = dict(
        zip(
            [str(one.key) for one in campaign.questions.all()],
            ("线上", "12000", "yes"),
            strict=True,
        )
    )
    clock.move_to(respondent.due_at - timedelta(seconds=30))
    assert tap(address, "hand_in", **said).status_code == 303
    assert Handing.objects.get().rows == [said]
    respondent.refresh_from_db()
    assert respondent.was_on_time
    assert not HeldTap.objects.exists()


def test_the_minutes_of_an_urgent_call_are_written_from_the_mail(
    table: Table, clock: ModuleType
) -> None:
    company = table.company
    called = Called(what="接口停了", people=[company.wang], at=clock.now())
    call = calls.announce(table.case, called, by=company.lin)
    address = link(company.lin, "urgent_call", call.pk)
    assert tap(address, "minute", outcome=" ").status_code == 422
    tap(address, "minute", outcome="今晚回退")
    after(16)
    assert UrgentCall.objects.get().outcome == "今晚回退"


@pytest.mark.check("T107")
def test_the_addressee_signed_in_is_heard_at_once_and_nobody_else(
    table: Table, signed_in: SignIn
) -> None:
    company, notice = table.company, warned(table)
    address = link(company.lin, "risk_notice", notice.pk)
    assert tap(address, "acknowledge", signed_in(company.zhao)).status_code == 403
    assert tap(address, "settle").status_code == 404
    assert tap(address, "acknowledge", signed_in(company.lin)).status_code == 303
    notice.refresh_from_db()
    assert notice.state == "acknowledged"
    assert not HeldTap.objects.exists()


@pytest.mark.check("T112")
@pytest.mark.parametrize("ending", ["sessions", "leaves", "another address"])
def test_links_end_with_the_sessions_the_account_and_the_address(
    table: Table, clock: ModuleType, ending: str
) -> None:
    company, notice = table.company, warned(table)
    address = link(company.lin, "risk_notice", notice.pk)
    tap(address, "acknowledge")
    if ending == "sessions":
        org.end_sessions(company.lin, by=company.administrator)
    elif ending == "leaves":
        Person.objects.filter(pk=company.lin.pk).update(is_active=False)
    else:
        Person.objects.filter(pk=company.lin.pk).update(mail="lin.xiao@example.com")
    page = Client().get(address)
    assert page.status_code == 200
    assert notice.fact not in page.content.decode()
    assert tap(address, "acknowledge").status_code == 303
    after(16)
    notice.refresh_from_db()
    assert notice.state == "open"
    assert HeldTap.objects.get().state == "failed"


@pytest.mark.check("T108", "T111", "T113")
def test_a_token_stands_nowhere_and_guessing_gets_slow(table: Table) -> None:
    notice = warned(table)
    address = link(table.company.lin, "risk_notice", notice.pk)
    token = address.removeprefix("/t/")
    tap(address, "acknowledge")
    kept = [
        list(TapLink.objects.values()), list(Command.objects.values()),
        list(Access.objects.values()), list(Entry.objects.values_list("payload")),
    ]  # fmt: skip
    assert token not in str(kept)
    codes = [Client().get(f"/t/{token[:-3]}{number:03}").status_code for number in range(8)]
    assert (codes[0], codes[-1]) == (404, 429)
    assert Client().get(address).status_code == 200


@pytest.mark.nightly
@pytest.mark.check("T113")
@pytest.mark.parametrize("door", ["a", "t", "w"])
def test_thousands_of_guesses_hit_nothing_and_the_operator_sees_them(
    table: Table, caplog: pytest.LogCaptureFixture, door: str
) -> None:
    """Ten thousand over the three doors; whoever holds a right link is not held up."""
    address = link(table.company.lin, "risk_notice", warned(table).pk)
    client = Client()
    said = Counter(client.get(f"/{door}/{fresh_token()}").status_code for _ in range(3_334))
    assert set(said) == {404, 429}
    assert said[404] < 20
    assert "an unknown answer link was opened from" in caplog.text
    assert client.get(address).status_code == 200


@pytest.mark.check("T111", "T114")
def test_every_mail_that_asks_carries_its_buttons(table: Table, sink: Sink) -> None:
    """What is small by a link, what signs by its page; a newsletter of others none."""
    warned(table)
    meeting = invited(table)
    worker.read_on()
    mail.send_pending()
    letters = [(to[0], text_of(message)) for to, message in sink.mails]
    [asked] = [text for to, text in letters if to == "lin@example.com" and "我知道了" in text]
    [address] = LINK.findall(asked)[:1]
    assert len(address) < 76
    assert Client().get(address).status_code == 200
    [invitation] = [text for to, text in letters if to == "zhao@example.com" and "会参加" in text]
    [come, excuse] = LINK.findall(invitation)
    assert excuse.endswith("?choice=excuse")
    assert '<details name="answers" open>' in Client().get(excuse).content.decode()
    assert tap(come.partition("?")[0], "come").status_code == 303
    assert HeldTap.objects.get().subject == meeting.pk
