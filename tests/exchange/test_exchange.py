"""What departments gain by each other: claimed, confirmed by whoever gained, the same figures for both."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements import table as tables
from tests.at_once import at_once
from tests.company import Company
from tests.forms import errors, page, send
from tests.interests import aligning
from tests.outcomes.finishing import accept, all_accepted, delivered
from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ask, Ball, Collaboration
from tongzhou.core.clock import now as clock_now
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.exchange import consumers
from tongzhou.exchange.actions import gains, pairs, silence
from tongzhou.exchange.actions.gains import Offer
from tongzhou.exchange.models import Gain, PairInCase, Receipt
from tongzhou.exchange.queries.picture import picture
from tongzhou.journal import worker
from tongzhou.journal.models import Entry
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

SignIn = Callable[[Any], Client]
FASTER = Offer("首页快了 4 秒", None, Decimal(4), "秒")


def offered(company: Company) -> Gain:
    return gains.offer(company.product, FASTER, receiver=company.sales, by=company.wang_gong)


def test_value_without_a_request_is_told_and_confirmed_with_its_figure(
    company: Company, signed_in: SignIn
) -> None:
    made = send(
        signed_in(company.wang_gong), "/gains/new", giver=company.product.pk,
        receiver=company.sales.pk, what="首页快了 4 秒", amount="4", unit="秒",
    )  # fmt: skip
    gain = Gain.objects.get()
    assert (made.status_code, made.url) == (303, f"/gains/{gain.pk}")
    worker.run_once()
    assert Notice.objects.filter(person=company.zhou, entry__kind="gain.offered").exists()
    zhou = signed_in(company.zhou)
    assert "等你们一句话" in page(zhou, "/exchange").body.text()
    assert "首页快了 4 秒" in page(zhou, "/exchange/waiting").body.text()
    today = page(zhou, "/")
    assert today.css_first("#today-head").text().count("1 件")
    without_script = today.css_first("[hx-get='/exchange/waiting'] a")
    assert without_script.attributes["href"] == "/exchange"
    answer = send(zhou, f"/gains/{gain.pk}/receipts", outcome="partly", measured="3.1")
    assert answer.status_code == 303
    assert gain.receipt.measured == Decimal("3.1")
    worker.run_once()
    assert Notice.objects.filter(person=company.wang_gong, entry__kind="gain.partly").exists()
    assert page(zhou, "/").css_first("[hx-get='/exchange/waiting'] a") is None
    shown = page(signed_in(company.wang), "/exchange").body.text(separator=" ")
    assert "实现率 50%" in shown
    assert "3.1" in shown
    assert verify_facts()[0] == []


def test_what_a_request_claimed_waits_for_a_word_once_its_work_is_accepted_and_beyond_the_archive(
    company: Company, signed_in: SignIn
) -> None:
    table = tables.build(company)
    table.in_force()
    ask = _asked_with_a_gain(table)
    worker.run_once()
    assert not Gain.objects.exists()
    all_accepted(table)
    worker.run_once()
    worker.run_once()
    gain = Gain.objects.get()
    assert (gain.ask, gain.giver, gain.receiver) == (ask, table.case.department, ask.department)
    assert Entry.objects.filter(kind="gain.due").count() == 1
    ball = Ball.objects.get(kind="gain")
    assert (ball.matter, ball.person, ball.deputy) == (gain.pk, company.zhou, company.zhao)
    balls.rest_all(table.case)
    zhou = signed_in(company.zhou)
    assert "是否已见收益" in page(zhou, "/").body.text()
    assert send(zhou, f"/gains/{gain.pk}/receipts", outcome="confirmed").status_code == 303
    assert not Ball.objects.filter(kind="gain").exists()


def test_what_came_before_a_collaboration_was_cancelled_still_waits_for_a_word(
    company: Company, signed_in: SignIn
) -> None:
    gain, case = _due(company)
    cases.pause(case, reason="等预算", by=company.lin)
    assert Ball.objects.get(kind="gain").paused_because
    cases.cancel(case, reason="方向变了", by=company.lin)
    ball = Ball.objects.get(kind="gain")
    assert (ball.matter, ball.person, ball.paused_because) == (gain.pk, company.zhou, "")
    assert Ball.objects.get(kind="collaboration").person == company.lin
    gains.receive(gain, outcome="partly", by=company.zhou)
    assert not Ball.objects.filter(kind="gain").exists()


def test_after_the_archive_it_waits_for_whoever_answers_now(company: Company) -> None:
    gain, case = _due(company)
    Collaboration.objects.filter(pk=case.pk).update(state="archived")
    due, by = Ball.objects.get(kind="gain").due_at, company.administrator

    def holder() -> tuple[Person | None, Person | None, datetime | None]:
        worker.run_once()
        ball = Ball.objects.get(kind="gain", matter=gain.pk)
        return ball.person, ball.deputy, ball.due_at

    org.appoint_liaison(company.sales, by=by, person=company.wu)
    assert holder() == (company.zhou, company.zhao, due)
    org.release_liaison(company.sales, by=by, person=company.zhou)
    assert holder() == (company.wu, company.zhao, due)
    org.appoint_head(company.sales, by=by, person=company.zhou)
    assert holder() == (company.wu, company.zhou, due)
    org.retire(company.wu, by=by)
    assert holder() == (company.zhou, company.zhou, due)
    balls.pass_up(Ball.objects.get(kind="gain"), to=company.zhou, step=2)
    Collaboration.objects.filter(pk=case.pk).update(visibility="confidential")
    org.appoint_head(company.sales, by=by, person=company.zhao)
    assert holder() == (company.zhao, company.zhao, due)
    assert case.named.filter(person=company.zhao).exists()


def test_only_who_gained_says_so_and_once(company: Company, signed_in: SignIn) -> None:
    gain = offered(company)
    for person in (company.wang, company.wu, company.auditor, company.lin, company.administrator):
        with pytest.raises(Refused):
            gains.receive(gain, outcome="confirmed", by=person)
    outsider = signed_in(company.feng)
    assert outsider.get(f"/gains/{gain.pk}").status_code == 404
    assert send(outsider, f"/gains/{gain.pk}/receipts", outcome="not").status_code == 404
    gains.receive(gain, outcome="confirmed", by=company.zhao)
    for act in (lambda: gains.receive(gain, outcome="not", by=company.zhao),
                lambda: gains.withdraw(gain, by=company.wang_gong)):  # fmt: skip
        with pytest.raises(NotPossibleNow):
            act()


@pytest.mark.parametrize(
    "wrong",
    [{"outcome": "much"}, {"measured": "NaN"}, {"measured": "1e99"}, {"sentence": "长" * 301}],
)
def test_a_bad_receipt_comes_back_and_nothing_is_kept(
    company: Company, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    gain = offered(company)
    fields = {"outcome": "confirmed", "sentence": "确实快了"} | wrong
    answer = send(signed_in(company.zhou), f"/gains/{gain.pk}/receipts", **fields)
    assert answer.status_code == 422
    assert errors(answer)
    assert not Receipt.objects.exists()


def test_nobody_offers_for_others_or_to_itself(company: Company) -> None:
    with pytest.raises(Refused):
        gains.offer(company.product, FASTER, receiver=company.sales, by=company.lin)
    for offer, receiver in ((FASTER, company.product), (Offer(" "), company.sales)):
        with pytest.raises(Invalid):
            gains.offer(company.product, offer, receiver=receiver, by=company.wang)
    gains.withdraw(offered(company), by=company.wang)
    assert picture(company.wang).pairs == []


@pytest.mark.check("T044")
def test_both_departments_of_a_pair_read_the_same_figures_and_nobody_else_does(
    company: Company,
) -> None:
    case = aligning.case_of(company)
    gains.receive(offered(company), outcome="confirmed", by=company.zhou)
    worker.run_once()
    [theirs] = [one for one in picture(company.li).pairs if one.other.name == "产品部"]
    [ours] = [one for one in picture(company.wang).pairs if one.one.name == "市场部"]
    assert theirs == ours
    assert (ours.there.asks, ours.there.answered, ours.times) == (1, 0, 1)
    assert not ours.is_one_way
    [sold] = [one for one in picture(company.zhao).pairs if one.one.name == "产品部"]
    assert (sold.there.confirmed, sold.there.rate) == (1, 100)
    assert picture(company.feng).pairs == []
    assert len(picture(company.auditor).pairs) == len(picture(company.chen_zong).pairs) == 3
    Collaboration.objects.filter(pk=case.pk).update(visibility="confidential")
    pairs.derive(case.pk)
    assert not PairInCase.objects.exists()


def test_the_figures_say_who_answers_keeps_and_falls_silent(
    company: Company, clock: Any, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    pairs.derive(case.pk)
    [pair] = [one for one in picture(company.li).pairs if one.other.name == "产品部"]
    assert not pair.there.is_silent
    clock.move_to(clock.now().replace(month=12))
    [pair] = [one for one in picture(company.li).pairs if one.other.name == "产品部"]
    assert pair.there.is_silent
    PairInCase.objects.update(asks=3, answered=2, seconds=7200, promised=4, kept=3, open_since=None)
    [pair] = [one for one in picture(company.li).pairs if one.other.name == "产品部"]
    assert (pair.there.hours, pair.there.kept_share, pair.is_one_way) == (1.0, 75, True)
    shown = page(signed_in(company.wang), "/exchange/picture").body.text(separator=" ")
    assert "目前只有单向往来" in shown
    assert "林晓" not in shown.split("两两之间")[1]
    client = signed_in(company.wang)
    for wanted, cell in (("hours", "1"), ("kept", "75%"), ("gains", ""), ("asks", "3")):
        cells = page(client, f"/exchange/picture?show={wanted}").css("td[class^=l-]")
        assert {one.text() for one in cells} == ({cell} - {""}), wanted


def test_only_the_busiest_pairs_are_read_and_all_are_counted(company: Company) -> None:
    case = aligning.case_of(company)
    many = [
        Department.objects.create(name=f"部{at}", code=f"d{at}", path=f"/hq/d{at}/", hue=1)
        for at in range(12)
    ]
    PairInCase.objects.all().delete()
    PairInCase.objects.bulk_create(
        PairInCase(collaboration=case, asker=one, asked=other, asks=1 + (one.pk < other.pk),
                   last_at=clock_now())
        for one in many for other in many if one != other
    )  # fmt: skip
    found = picture(company.auditor)
    assert (found.count, len(found.pairs), len(found.places)) == (66, 50, 12)
    assert {one.times for one in found.pairs} == {3}
    assert found.most == 2
    assert picture(company.wang).count == 0


def test_its_pages_ask_few_questions_and_name_no_person_in_the_picture(
    company: Company, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    offered(company)
    worker.run_once()
    client = signed_in(company.wang)
    for address in ("/exchange", "/exchange/picture", "/exchange/waiting", "/gains/new",
                    f"/collaborations/{case.pk}/exchange"):  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 20, address


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_one_receipt(company: Company) -> None:
    gain = offered(company)
    outcomes = at_once(
        lambda: gains.receive(gain, outcome="confirmed", by=company.zhou),
        lambda: gains.receive(gain, outcome="not", by=company.zhao),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NotPossibleNow", "Receipt"]
    assert Receipt.objects.count() == 1


def _due(company: Company) -> tuple[Gain, Collaboration]:
    """Sales is asked whether its gain came, while the others still work."""
    table = tables.build(company)
    table.in_force()
    _asked_with_a_gain(table)
    accept(delivered(table), company.lin)
    worker.run_once()
    return Gain.objects.get(), table.case


def _asked_with_a_gain(table: Any) -> Ask:
    """The table of the tests has tasks without requests: one is agreed and gets its task."""
    company = table.company
    ask = Ask(
        collaboration=table.case, department=company.sales, what="客户调研", gain="签约率 +3%",
        state="agreed", agreed_what="客户调研", settled_at=table.case.created_at,
    )  # fmt: skip
    ask.save(force_insert=True)
    type(table.survey).objects.filter(pk=table.survey.pk).update(ask=ask)
    return ask


def test_silence_about_a_gain_without_a_collaboration_reminds_asks_the_head_and_leaves_it_unconfirmed(
    company: Company, signed_in: SignIn, clock: Any
) -> None:
    gain = offered(company)
    told = gain.at
    zhou = signed_in(company.zhou)

    def after(hours: int) -> list[str]:
        clock.move_to(calendar().add_working_hours(told, hours) + timedelta(minutes=1))
        consumers.follow_silence()
        consumers.follow_silence()
        worker.run_once()
        kinds = Notice.objects.filter(entry__subject=gain.pk).order_by("entry__seq")
        return [f"{one.entry.kind} {one.person.login}" for one in kinds.select_related("person")]

    first = after(39)
    assert after(40) == [*first, "gain.reminded zhou"]
    assert after(48)[len(first) + 1 :] == ["gain.taken_up zhao"]
    assert "首页快了 4 秒" in page(zhou, "/exchange/waiting").body.text()
    assert after(56)[len(first) + 2 :] == ["gain.unconfirmed wang_gong"]
    assert after(80) == after(56)
    assert "首页快了 4 秒" not in page(zhou, "/exchange/waiting").body.text()
    for person in (company.zhou, company.wang_gong):
        assert "未获确认" in page(signed_in(person), "/exchange").body.text()
        assert "未获确认" in page(signed_in(person), f"/gains/{gain.pk}").body.text()
    assert send(zhou, f"/gains/{gain.pk}/receipts", outcome="confirmed").status_code == 303
    assert "未获确认" not in page(zhou, "/exchange").body.text()


def test_a_word_ends_the_clock_of_a_gain(company: Company, clock: Any) -> None:
    for number, act in enumerate((
        lambda gain: gains.receive(gain, outcome="not", by=company.zhou),
        lambda gain: gains.withdraw(gain, by=company.wang_gong),
    )):  # fmt: skip
        gain = offered(company)
        asked = gain.asked.get()
        act(gain)
        assert silence.go_on(asked.pk) is None
        clock.move_to(calendar().add_working_hours(gain.at, 60))
        consumers.follow_silence()
        assert gain.asked.count() == 1, number
