from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.collaborations.asking import LATER, fresh, sent
from tests.company import Company
from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.core.verdicts import Refused
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org.models import Delegation, Person

SignIn = Callable[[Any], Client]


def stands_in(delegate: Person, person: Person, clock: ModuleType) -> None:
    Delegation.objects.create(
        person=person,
        delegate=delegate,
        since=clock.today(),
        until=clock.today() + timedelta(days=3),
    )


def heard(ask: Ask, kind: str) -> set[str]:
    entry = Entry.objects.filter(subject=ask.pk, kind=kind).last()
    assert entry is not None
    return set(Person.objects.filter(pk__in=listeners(entry)).values_list("login", flat=True))


@pytest.mark.check("T030")
def test_a_delegate_answers_in_the_name_of_the_liaison(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    stands_in(company.wang_gong, company.liu, clock)
    ask = sent(company)
    page = signed_in(company.wang_gong).get(f"/asks/{ask.pk}").content.decode()

    turn = answers.accept(ask, by=company.wang_gong)

    entry = Entry.objects.get(subject=ask.pk, kind="ask.accepted")
    assert "刘洋" in page
    assert (turn.by, turn.on_behalf_of) == (company.wang_gong, company.liu)
    assert entry.on_behalf_of == company.liu.pk


@pytest.mark.check("T030")
def test_a_delegation_ends_with_its_last_day(company: Company, clock: ModuleType) -> None:
    stands_in(company.wang_gong, company.liu, clock)
    ask = sent(company)

    clock.advance(timedelta(days=4))

    with pytest.raises(Refused):
        answers.accept(ask, by=company.wang_gong)


@pytest.mark.check("T029")
def test_the_initiator_cannot_answer_as_somebody_elses_delegate(
    company: Company, clock: ModuleType
) -> None:
    stands_in(company.li, company.liu, clock)

    with pytest.raises(Refused):
        answers.accept(sent(company), by=company.li)


def test_the_receiving_side_and_its_head_hear_a_request(company: Company) -> None:
    assert heard(sent(company), "ask.sent") == {"liu", "wang"}


def test_the_person_in_charge_hears_an_answer(company: Company) -> None:
    ask = sent(company)

    answers.counter(ask, terms=LATER, by=company.liu)

    assert heard(ask, "ask.countered") == {"li"}


def test_both_heads_hear_a_refusal(company: Company) -> None:
    ask = sent(company)

    answers.decline(ask, reason="人力已排满", by=company.liu)

    assert heard(ask, "ask.declined") == {"li", "wang", "sun"}


def test_whoever_it_is_handed_to_hears_of_it(company: Company) -> None:
    ask = sent(company)

    answers.forward(ask, person=company.wang_gong, by=company.liu)

    assert heard(fresh(ask), "ask.handed_on") == {"wang_gong", "wang", "li"}


def test_whom_silence_passed_it_to_binds_the_department_beyond_its_liaisons_limit(
    company: Company,
) -> None:
    company.product.accept_limit_days = 5
    company.product.save(update_fields=["accept_limit_days"])
    ask = sent(company)
    held = Ball.objects.get(kind="ask", matter=ask.pk)
    balls.pass_up(held, to=company.chen_zong, step=3)

    answers.accept(ask, by=company.chen_zong)

    assert fresh(ask).state == "agreed"
    assert not Ball.objects.filter(kind="ask", matter=ask.pk).exists()
