"""Other answers than yes: a counter, a condition, options, no with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from tests.collaborations import asking
from tests.collaborations.asking import LATER, OFFERED, ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks
from tongzhou.collaborations.terms import AnswerTerms, OptionTerms
from tongzhou.core.verdicts import Invalid, NotPossibleNow


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
