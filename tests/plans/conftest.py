"""A collaboration whose work is being divided: 市场部 leads 产品部, 销售部 and 客服部."""

from datetime import date

import pytest

from tests.company import Company
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core import clock
from tongzhou.plans.actions import NewTask, add_task
from tongzhou.plans.models import Task


def dividing(company: Company) -> Collaboration:
    now = clock.now()
    case = Collaboration.objects.create(
        number="协-2023-0001", name="Q3用户活跃度提升", department=company.marketing,
        person_in_charge=company.li, goal="Q3 月活增长 15%", wanted_date=date(2023, 9, 30),
        state="dividing", created_by=company.li, created_at=now, state_since=now, changed_at=now,
    )  # fmt: skip
    parties = (company.marketing, company.product, company.sales, company.service)
    for place, department in enumerate(parties):
        Party.objects.create(
            collaboration=case, department=department, is_initiator=place == 0, position=place
        )
    return case


def sound(company: Company, case: Collaboration) -> Task:
    """A row about which the checker has nothing to say."""
    new = NewTask(
        name="用户需求收集", department=company.sales, start=date(2023, 7, 3), end=date(2023, 7, 20),
        deliverable="《用户需求汇总报告》", criteria=("覆盖100条有效需求",), responsible=company.zhou,
    )  # fmt: skip
    return add_task(case, new, by=company.li)


@pytest.fixture
def case(company: Company, clock: object) -> Collaboration:
    return dividing(company)


@pytest.fixture
def task(company: Company, case: Collaboration) -> Task:
    return sound(company, case)
