"""今天 names what is to be done, not only that there is something to look at."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.company import Company
from tests.forms import page
from tests.outcomes.finishing import delivered
from tongzhou.org.models import Person
from tongzhou.problems.actions import rulings, sides

SignIn = Callable[[Any], Client]


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    table = table_module.build(company)
    table.in_force()
    return table


def buttons(signed_in: SignIn, person: Person) -> set[str]:
    shown = page(signed_in(person), "/")
    return {one.text(strip=True) for one in shown.css("main .list .btn.tiny")}


def test_whoever_accepts_is_asked_to_judge(table: Table, signed_in: SignIn) -> None:
    delivered(table)
    assert "去验收" in buttons(signed_in, table.company.lin)


def test_the_common_superior_is_asked_to_rule(table: Table, signed_in: SignIn) -> None:
    company = table.company
    said = sides.Said(fact="开发只有两人", impact="晚 5 天", need="再加 1 人")
    problem = sides.raise_problem(
        table.case, said, kind="resource", department=company.marketing, other=company.product,
        by=company.lin,
    )  # fmt: skip
    rulings.escalate(problem, by=company.lin)
    assert "裁决" in buttons(signed_in, company.chen_zong)
