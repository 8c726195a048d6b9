"""Beyond what a liaison may promise alone, the head confirms."""

from datetime import date

import pytest

from tests.collaborations.asking import LATER, ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.core.verdicts import Refused


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
