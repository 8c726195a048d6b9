"""A year to come without published holidays says so wherever its days are counted."""

from collections.abc import Callable
from datetime import datetime
from types import ModuleType

import pytest
from django.test import Client

from tests.company import Company
from tests.plans.conftest import dividing, sound
from tongzhou.org.models import Person
from tongzhou.plans import actions

SignedIn = Callable[[Person], Client]
SAID = "节假日未公布，按周末估算"


@pytest.mark.parametrize("view", ["", "/gantt", "/board", "/calendar"])
def test_a_plan_that_reaches_into_such_a_year_says_so(
    company: Company, signed_in: SignedIn, view: str
) -> None:
    case = dividing(company)
    row = sound(company, case)
    address = f"/collaborations/{case.pk}/plan{view}"
    browser = signed_in(company.li)
    assert SAID not in shown(browser, address)
    actions.edit_cell(row, field="dates", value="2033-03-01 ~ 2033-03-10", was=None, by=company.li)
    assert f"2033 年{SAID}" in shown(browser, address)


def test_the_cell_itself_says_it(company: Company, signed_in: SignedIn) -> None:
    case = dividing(company)
    row = sound(company, case)
    actions.edit_cell(row, field="dates", value="2033-03-01 ~ 2033-03-10", was=None, by=company.li)
    page = signed_in(company.li).get(f"/collaborations/{case.pk}/plan").content.decode()
    assert f'<small class="faint">{SAID}</small>' in page
    fresh = signed_in(company.li).get(f"/collaborations/{case.pk}/plan/rows")
    assert SAID in "".join(fresh.json()["parts"])


def test_date_fields_know_which_years_these_are(
    company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    browser = signed_in(company.li)
    assert "data-estimated-years" not in shown(browser, "/collaborations/new")
    with clock.at(datetime(2026, 11, 23, 10, tzinfo=clock.zone())):
        browser = signed_in(company.li)
        page = shown(browser, "/collaborations/new")
    assert 'data-estimated-years="2027 2028 2029"' in page


def shown(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()
