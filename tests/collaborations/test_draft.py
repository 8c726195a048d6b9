from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import ModuleType

import pytest
from django.db import connection

from tests.collaborations.asking import drafted_case
from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.actions.cases import Contents
from tongzhou.collaborations.models import Ball, Collaboration, Named, NumberSeries
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


def only_a_name(person: Person) -> Contents:
    return Contents(name="新品发布配合", person_in_charge=person)


def test_a_draft_needs_nothing_but_a_name(company: Company) -> None:
    case = cases.draft(company.marketing, only_a_name(company.lin), by=company.lin)

    assert case.state == "draft"
    assert [party.department for party in case.parties.all()] == [company.marketing]
    nameless = Contents(name="  ", person_in_charge=company.lin)
    with pytest.raises(Invalid) as refusal:
        cases.draft(company.marketing, nameless, by=company.lin)
    assert "name" in refusal.value.errors


def test_numbers_count_up_within_the_year(company: Company, clock: ModuleType) -> None:
    numbers = [
        cases.draft(company.marketing, only_a_name(company.lin), by=company.lin).number
        for _ in range(2)
    ]

    assert numbers == ["协-2023-0001", "协-2023-0002"]


def test_a_draft_keeps_partners_milestones_and_its_ball(company: Company) -> None:
    contents = Contents(
        name="Q3 用户活跃度提升",
        person_in_charge=company.li,
        partners=(company.product, company.sales),
        milestones=(("需求评审", date(2023, 7, 31)), ("上线", None)),
    )

    case = cases.draft(company.marketing, contents, by=company.lin)

    assert list(case.milestones.values_list("name", "on")) == list(contents.milestones)
    assert {p.department.name for p in case.parties.all()} == {"市场部", "产品部", "销售部"}
    ball = Ball.objects.get(kind="collaboration", matter=case.pk)
    assert (ball.person, ball.deputy) == (company.li, company.lin)
    kinds = Entry.objects.filter(collaboration=case.pk).values_list("kind", flat=True)
    assert list(kinds) == ["collaboration.drafted", *["collaboration.party_added"] * 2]


def test_nobody_drafts_for_a_foreign_department(company: Company) -> None:
    with pytest.raises(Refused):
        cases.draft(company.product, only_a_name(company.wang), by=company.lin)
    with pytest.raises(Refused):
        cases.draft(company.root, only_a_name(company.auditor), by=company.auditor)
    assert not Collaboration.objects.exists()


def test_a_draft_that_was_discarded_with_a_reason_rests(company: Company) -> None:
    case = drafted_case(company)
    with pytest.raises(Invalid):
        cases.discard(case, reason=" ", by=company.li)

    cases.discard(case, reason="改由年度计划覆盖", by=company.li)

    assert case.state == "discarded"
    assert not Ball.objects.exists()
    with pytest.raises(NotPossibleNow):
        cases.send(case, by=company.li)


def test_a_confidential_draft_names_who_may_see_it(company: Company) -> None:
    contents = Contents(
        name="组织调整", person_in_charge=company.li, visibility="confidential",
        members=(company.qian,),
    )  # fmt: skip

    case = cases.draft(company.marketing, contents, by=company.he)

    people = set(Named.objects.filter(collaboration=case).values_list("person__login", flat=True))
    assert people == {"he", "li", "qian"}


@pytest.mark.check("T055")
@pytest.mark.django_db(transaction=True)
def test_two_hundred_drafts_at_once_get_two_hundred_numbers(company: Company) -> None:
    def draft(_turn: int) -> str:
        try:
            return cases.draft(company.marketing, only_a_name(company.lin), by=company.lin).number
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        numbers = list(pool.map(draft, range(200)))

    assert len(set(numbers)) == 200
    assert NumberSeries.objects.get().last == 200
