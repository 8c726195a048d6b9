from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from uuid import uuid4

import pytest
from django.test import Client

from tests.collaborations import asking
from tests.collaborations.asking import drafted, drafted_case
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks, cases
from tongzhou.collaborations.models import Ask, Ball, Named
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person


def test_sending_takes_every_drafted_ask_along(company: Company) -> None:
    case = drafted_case(company)
    drafted(company, case)
    drafted(company, case, department=company.sales)

    cases.send(case, by=company.lin)

    assert case.state == "asking"
    assert case.sent_at is not None
    assert set(Ask.objects.values_list("state", flat=True)) == {"sent"}
    assert [ball.kind for ball in Ball.objects.filter(collaboration=case)] == ["ask", "ask"]


def test_nothing_goes_to_a_partner_of_whom_nothing_is_asked(company: Company) -> None:
    case = drafted_case(company)
    drafted(company, case)

    with pytest.raises(NotPossibleNow, match="销售部") as refusal:
        cases.send(case, by=company.li)

    assert "产品部" not in str(refusal.value.sentence)
    case.refresh_from_db()
    assert case.state == "draft"


def test_the_page_leads_to_the_request_that_is_missing(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    case = drafted_case(company)
    response = signed_in(company.li).post(
        f"/collaborations/{case.pk}/sendings", {"once": uuid4().hex}
    )
    assert response.status_code == 409
    body = response.content.decode()
    assert "产品部、销售部" in body
    assert f"/collaborations/{case.pk}/asks" in body


def test_a_partner_hears_of_the_request_once(company: Company) -> None:
    case = drafted_case(company)
    asking.send(case, by=company.li)
    run_once()
    heard = Notice.objects.filter(person=company.liu).values_list("kind", flat=True)
    assert list(heard) == ["ask.sent"]
    own = Notice.objects.filter(person=company.lin).values_list("kind", flat=True)
    assert list(own) == ["collaboration.sent"]


def test_sending_says_everything_that_is_missing_at_once(company: Company) -> None:
    empty = cases.Contents(name="新品发布配合", person_in_charge=company.li)
    case = cases.draft(company.marketing, empty, by=company.li)

    with pytest.raises(Invalid) as refusal:
        cases.send(case, by=company.li)

    assert set(refusal.value.errors) == {"goal", "partners", "wanted_date"}
    assert not Entry.objects.filter(kind="collaboration.sent").exists()


@pytest.mark.check("T045")
def test_nothing_is_asked_for_by_a_day_that_is_over(company: Company, clock: ModuleType) -> None:
    case = drafted_case(company)
    drafted(company, case)
    drafted(company, case, department=company.sales)
    clock.move_to(datetime(2024, 1, 2, 10, tzinfo=clock.zone()))

    with pytest.raises(Invalid) as wrong:
        cases.send(case, by=company.li)

    assert "已经过了" in str(wrong.value.errors["wanted_date"])
    case.refresh_from_db()
    assert case.state == "draft"


def test_only_the_initiator_sends(company: Company) -> None:
    case = drafted_case(company)

    for person in (company.gao, company.wang, company.chen_zong, company.administrator):
        with pytest.raises(Refused):
            cases.send(case, by=person)
    assert not Ask.objects.filter(state="sent").exists()


def test_sending_a_confidential_case_lets_those_see_it_who_answer_and_sign(
    company: Company,
) -> None:
    contents = cases.Contents(
        name="组织调整", person_in_charge=company.li, partners=(company.product,), goal="减 2 层",
        wanted_date=drafted_case(company).wanted_date, visibility="confidential",
    )  # fmt: skip
    case = cases.draft(company.marketing, contents, by=company.li)

    asking.send(case, by=company.li)

    people = set(Named.objects.filter(collaboration=case).values_list("person__login", flat=True))
    assert people == {"li", "he", "lin", "wang", "sun", "liu"}


def test_when_the_last_ask_is_settled_the_work_is_divided(
    company: Company, clock: ModuleType
) -> None:
    case = drafted_case(company)
    first, second = drafted(company, case), drafted(company, case, department=company.sales)
    cases.send(case, by=company.li)
    first, second = (Ask.objects.get(pk=ask.pk) for ask in (first, second))

    answers.accept(first, by=company.liu)
    case.refresh_from_db()
    assert case.state == "asking"
    answers.accept(second, by=company.zhou)
    case.refresh_from_db()

    assert case.state == "dividing"
    ball = Ball.objects.get()
    assert (ball.kind, ball.person) == ("collaboration", company.li)
    assert ball.due_at is not None
    # 30 September 2023 is a holiday: the 28th is the last day worked before it.
    assert ball.due_at.astimezone(clock.zone()).isoformat() == "2023-09-28T18:00:00+08:00"


def test_withdrawing_everything_leaves_the_decision_to_the_initiator(company: Company) -> None:
    case = drafted_case(company)
    asking.send(case, by=company.li)
    for ask in Ask.objects.all():
        asks.withdraw(ask, by=company.li)
    case.refresh_from_db()
    assert case.state == "asking"

    cases.divide(case, by=company.li)

    assert case.state == "dividing"


def test_nobody_goes_on_over_an_open_ask(company: Company) -> None:
    case = drafted_case(company)
    drafted(company, case)
    asking.send(case, by=company.li)

    with pytest.raises(NotPossibleNow):
        cases.divide(case, by=company.li)
