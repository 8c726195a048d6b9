from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.queries.precedents import precedents_of
from tongzhou.core import clock as clock_module
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def test_how_earlier_requests_ended_is_told_where_a_new_one_is_written(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    ask = sent(company)
    clock_module.advance(timedelta(hours=3))
    answers.decline(ask, reason="8 月排期已满", by=company.liu)
    case = drafted_case(company)

    [found] = precedents_of(company.product, by=company.li)
    assert (found.title, found.hours, found.reason) == (ask.title, 2.0, "8 月排期已满")

    page = signed_in(company.li).get(
        f"/collaborations/{case.pk}/asks/new?department={company.product.pk}"
    )
    assert "8 月排期已满" in page.content.decode()
    begun = signed_in(company.li).get(f"/collaborations/{case.pk}/asks/new?from={ask.pk}")
    assert "新功能使用率 30%" in begun.content.decode()


def test_nobody_learns_of_what_they_may_not_see(company: Company, clock: object) -> None:
    answers.decline(sent(company), reason="排满", by=company.liu)

    assert precedents_of(company.product, by=company.qian) == []
