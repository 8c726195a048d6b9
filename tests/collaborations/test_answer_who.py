"""Who answers: the side that was asked, or whoever it hands the request on to."""

import pytest

from tests.collaborations.asking import ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.verdicts import Invalid, Refused


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
