from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest

from tests.collaborations import asking
from tests.collaborations.asking import LATER, OFFERED, ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.terms import AnswerTerms, OptionTerms
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry


def test_a_sent_ask_waits_for_the_liaison_within_the_response_promise(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)

    held = ball(ask)

    assert held is not None
    assert (held.department, held.person, held.waiting) == (
        company.product,
        company.liu,
        company.li,
    )
    assert held.due_at is not None
    assert held.due_at.astimezone(clock.zone()).isoformat() == "2023-07-06T10:00:00+08:00"


def test_accepting_makes_the_asked_terms_the_agreed_ones(company: Company) -> None:
    ask = sent(company)

    answers.accept(ask, by=company.liu)

    ask = fresh(ask)
    assert ask.state == "agreed"
    assert (ask.agreed_what, ask.agreed_by_date) == (ask.what, ask.by_date)
    assert (ask.agreed_effort_days, ask.agreed_give_back) == (Decimal(20), ask.give_back)
    assert ball(ask) is None
    assert [turn.verb for turn in ask.answers.all()] == ["send", "accept"]


def test_choosing_a_ready_option_takes_its_date_and_effort(company: Company) -> None:
    ask = sent(company)

    answers.choose(ask, option=ask.options.get(position=2), by=company.liu)

    assert ask.state == "agreed"
    assert ask.agreed_what == f"{ask.what} · 先两项，其余 9月5日"
    assert (ask.agreed_by_date, ask.agreed_effort_days) == (date(2023, 9, 5), Decimal(15))
    assert ask.agreed_give_back == ask.give_back


@pytest.mark.parametrize(
    ("asked", "way", "agreed"),
    [
        ("直播话术 20 套", "20 套", "直播话术 20 套"),
        ("直播话术", "直播话术 20 套", "直播话术 20 套"),
        ("改版直播间页面\n含手机端", "方案甲", "改版直播间页面 · 方案甲\n含手机端"),
    ],
)
def test_a_chosen_option_still_names_what_was_asked(
    company: Company, asked: str, way: str, agreed: str
) -> None:
    ask = sent(company)
    Ask.objects.filter(pk=ask.pk).update(what=asked)
    option = ask.options.get(position=2)
    option.what = way
    option.save(update_fields=["what"])

    answers.choose(fresh(ask), option=option, by=company.liu)

    assert fresh(ask).agreed_what == agreed


def test_an_option_of_another_ask_cannot_be_chosen(company: Company) -> None:
    ask, other = sent(company), sent(company)

    with pytest.raises(Invalid):
        answers.choose(ask, option=other.options.get(position=1), by=company.liu)


def test_beyond_the_liaisons_limit_the_head_confirms(company: Company) -> None:
    company.product.accept_limit_days = 5
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company)

    answers.accept(ask, by=company.liu)

    held = ball(ask)
    assert ask.state == "awaiting_head"
    assert held is not None
    assert held.person == company.wang
    with pytest.raises(Refused):
        answers.confirm(ask, by=company.liu)
    answers.confirm(ask, by=company.wang)
    assert fresh(ask).state == "agreed"


def test_the_head_may_send_an_acceptance_back(company: Company) -> None:
    company.product.accept_limit_days = 5
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company)
    answers.accept(ask, by=company.liu)

    answers.send_back(ask, reason="先问清楚测试谁来做", by=company.sun)

    held = ball(ask)
    assert (ask.state, ask.agreed_what) == ("sent", "")
    assert held is not None
    assert held.person == company.liu


def test_an_effort_nobody_named_is_beyond_any_limit(company: Company) -> None:
    company.product.accept_limit_days = 5
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company, effort_days=None)

    answers.accept(ask, by=company.liu)

    assert ask.state == "awaiting_head"


def test_terms_a_liaison_offered_beyond_the_limit_are_confirmed_after_agreement(
    company: Company,
) -> None:
    company.product.accept_limit_days = 22
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company)
    answers.counter(ask, terms=LATER, by=company.liu)

    answers.agree(ask, by=company.li)

    assert ask.state == "awaiting_head"
    answers.confirm(ask, by=company.wang)
    assert fresh(ask).agreed_by_date == date(2023, 8, 25)


def test_a_counter_passes_the_ball_to_the_initiator_and_agreeing_takes_its_terms(
    company: Company,
) -> None:
    ask = sent(company)

    answers.counter(ask, terms=LATER, sentence="技术难点要多 5 天", by=company.liu)

    held = ball(ask)
    assert held is not None
    assert (held.department, held.person, held.waiting) == (
        company.marketing,
        company.li,
        company.liu,
    )
    answers.agree(ask, by=company.lin)
    ask = fresh(ask)
    assert ask.state == "agreed"
    assert (ask.agreed_by_date, ask.agreed_effort_days) == (date(2023, 8, 25), Decimal(25))
    assert ask.agreed_what == "3 项新功能上线"


def test_a_counter_that_changes_nothing_is_not_taken(company: Company) -> None:
    with pytest.raises(Invalid):
        answers.counter(sent(company), terms=AnswerTerms(), by=company.liu)


def test_a_condition_becomes_part_of_what_is_agreed(company: Company) -> None:
    ask = sent(company)

    answers.accept_with_conditions(ask, sentence="市场部 7月10日 前给出文案", by=company.liu)
    answers.agree(ask, by=company.li)

    assert fresh(ask).agreed_what == "3 项新功能上线（市场部 7月10日 前给出文案）"


@pytest.mark.check("T038")
@pytest.mark.parametrize("count", [0, 1, 2, 6])
def test_fewer_than_three_or_more_than_five_options_are_not_taken(
    company: Company, count: int
) -> None:
    ask = sent(company)
    many = [OptionTerms(what=f"方案 {number}") for number in range(count)]

    with pytest.raises(Invalid):
        answers.offer_options(ask, options=many, by=company.liu)

    assert fresh(ask).state == "sent"


@pytest.mark.check("T038")
def test_options_that_repeat_each_other_are_no_choice(company: Company) -> None:
    with pytest.raises(Invalid):
        answers.offer_options(sent(company), options=[*OFFERED[:2], OFFERED[0]], by=company.liu)


@pytest.mark.check("T038")
def test_choosing_an_offered_option_freezes_it_and_closes_the_others(company: Company) -> None:
    ask = sent(company)
    offer = answers.offer_options(ask, options=OFFERED, by=company.liu)
    first, second, _third = offer.options.all()

    answers.choose_offered(ask, option=second, by=company.li)

    assert fresh(ask).agreed_what == f"{ask.what} · 社交分享先上线"
    with pytest.raises(NotPossibleNow):
        answers.choose_offered(ask, option=first, by=company.li)


def test_options_of_an_earlier_round_are_off_the_table(company: Company) -> None:
    ask = sent(company)
    old = answers.offer_options(ask, options=OFFERED, by=company.liu).options.first()
    answers.none_fits(ask, sentence="都在 8 月底之后，活动要 8月20日", by=company.li)
    new = [OptionTerms(what=f"再想的方案 {number}") for number in (1, 2, 3)]
    answers.offer_options(ask, options=new, by=company.liu)
    assert old is not None

    with pytest.raises(Invalid):
        answers.choose_offered(ask, option=old, by=company.li)


def test_declining_needs_a_reason_and_may_be_answered_by_a_revision(company: Company) -> None:
    ask = sent(company)
    with pytest.raises(Invalid):
        answers.decline(ask, reason="  ", by=company.liu)

    answers.decline(ask, reason="Q3 开发人力已排满", by=company.liu)
    asks.revise(ask, terms=asking.terms(what="2 项新功能上线"), by=company.li)

    ask = fresh(ask)
    assert (ask.state, ask.what) == ("sent", "2 项新功能上线")
    assert [turn.what for turn in ask.answers.filter(verb="revise")] == ["2 项新功能上线"]


@pytest.mark.check("T029")
def test_the_asking_side_cannot_answer_for_the_receiver(company: Company) -> None:
    ask = sent(company)

    for person in (company.li, company.lin, company.he):
        with pytest.raises(Refused):
            answers.accept(ask, by=person)


@pytest.mark.check("T029")
def test_a_person_with_a_seat_on_both_sides_cannot_answer(company: Company) -> None:
    company.product.deputy = company.li
    company.product.save(update_fields=["deputy"])
    ask = sent(company)

    with pytest.raises(Refused, match="asking side|发起"):
        answers.accept(ask, by=company.li)


def test_an_outsider_and_the_administrator_cannot_answer(company: Company) -> None:
    ask = sent(company)

    for person in (
        company.zhou,
        company.qian,
        company.administrator,
        company.auditor,
        company.wang_gong,
    ):
        with pytest.raises(Refused):
            answers.accept(ask, by=person)


def test_a_named_person_of_the_department_may_answer_after_forwarding(company: Company) -> None:
    ask = sent(company)

    answers.forward(ask, person=company.wang_gong, sentence="你最清楚", by=company.liu)

    held = ball(ask)
    assert held is not None
    assert (held.person, held.deputy) == (company.wang_gong, company.liu)
    answers.accept(ask, by=company.wang_gong)
    assert fresh(ask).state == "agreed"


def test_forwarding_to_the_right_department_keeps_the_trail(company: Company) -> None:
    ask = sent(company)

    answers.forward(ask, department=company.service, sentence="投诉数据在客服部", by=company.liu)

    ask = fresh(ask)
    held = ball(ask)
    turn = ask.answers.last()
    assert ask.department == company.service
    assert held is not None
    assert held.person == company.huang
    assert turn is not None
    assert (turn.department, turn.to_department) == (company.product, company.service)
    assert ask.collaboration.parties.filter(department=company.service).exists()
    with pytest.raises(Refused):
        answers.accept(ask, by=company.liu)
    answers.accept(ask, by=company.huang)


def test_who_is_handed_a_confidential_request_sees_it(company: Company) -> None:
    ask = sent(company)
    Collaboration.objects.filter(pk=ask.collaboration_id).update(visibility="confidential")

    answers.forward(fresh(ask), person=company.wang_gong, by=company.liu)
    assert Ask.objects.visible_to(company.wang_gong).filter(pk=ask.pk).exists()

    answers.forward(fresh(ask), department=company.service, by=company.wang_gong)
    assert Ask.objects.visible_to(company.huang).filter(pk=ask.pk).exists()
    assert not Ask.objects.visible_to(company.xu).filter(pk=ask.pk).exists()


def test_an_ask_cannot_be_forwarded_to_the_asking_department_or_nowhere(company: Company) -> None:
    ask = sent(company)

    with pytest.raises(Invalid):
        answers.forward(ask, department=company.marketing, by=company.liu)
    with pytest.raises(Invalid):
        answers.forward(ask, by=company.liu)
    with pytest.raises(Invalid):
        answers.forward(ask, person=company.zhou, by=company.liu)


def test_every_answer_leaves_one_journal_entry_with_its_terms(company: Company) -> None:
    ask = sent(company)

    answers.counter(ask, terms=LATER, sentence="要多 5 天", by=company.liu)

    entry = Entry.objects.filter(subject=ask.pk).last()
    assert entry is not None
    assert entry.kind == "ask.countered"
    assert entry.payload["by_date"] == "2023-08-25"
    assert entry.payload["effort_days"] == "25"
    assert (entry.payload["before"], entry.payload["after"]) == ("sent", "countered")


@pytest.mark.check("T047")
def test_an_answer_to_a_version_that_was_revised_is_not_taken(company: Company) -> None:
    ask = sent(company)
    seen = ask.version
    asks.revise(ask, terms=asking.terms(effort_days=Decimal(40)), by=company.li)

    with pytest.raises(Stale) as stale:
        answers.accept(ask, sentence="好的", by=company.liu, seen=seen)

    assert stale.value.mine == {"sentence": "好的"}
    assert fresh(ask).state == "sent"


def test_texts_have_a_limit(company: Company) -> None:
    ask = sent(company)

    with pytest.raises(Invalid) as refused:
        answers.decline(ask, reason="长" * 100_000, by=company.liu)

    assert "sentence" in refused.value.errors
