"""What stands in one place stands in the other: numbers, own notes, kept searches."""

import re
from typing import Any

import pytest

from tests.agreements import table as table_module
from tests.company import Company
from tests.forms import page
from tests.outcomes.finishing import delivered
from tests.teams.forming import proposed
from tongzhou.collaborations.models import Collaboration
from tongzhou.progress.actions import rounds


@pytest.mark.usefixtures("clock")
def test_loans_updates_and_matters_are_one_number(company: Company, signed_in: Any) -> None:
    table = table_module.build(company)
    table.in_force()
    delivered(table)
    rounds.open_round(table.case)
    proposed(company)
    for person in (company.lin, company.wang):
        shown = page(signed_in(person), "/")
        number = re.findall(r"\d+", shown.css_first("h1").text())
        assert number == ["1"], person
        rail = "".join(one.text() for one in shown.css('nav a[href="/"]'))
        assert set(re.findall(r"\d+", rail)) == set(number)


@pytest.mark.usefixtures("clock")
def test_a_search_can_be_kept(company: Company, signed_in: Any) -> None:
    lin = signed_in(company.lin)
    assert page(lin, "/search").css_first("#saved-filters") is None
    assert page(lin, "/search?q=留存").css_first("#saved-filters") is not None


@pytest.mark.usefixtures("clock")
def test_the_preparation_is_read_by_the_own_side_only(company: Company, signed_in: Any) -> None:
    case = table_module.build(company).case
    case.preparations.create(key="data", note="留存曲线三份")
    Collaboration.objects.update(state="asking")
    there = f"/collaborations/{case.pk}"
    assert "留存曲线三份" in page(signed_in(company.lin), there).body.text()
    assert "留存曲线三份" not in page(signed_in(company.wang), there).body.text()
