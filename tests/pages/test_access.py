"""What a list, a search or a notice names is exactly what opens; everything else is not there."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.company import Company
from tests.pages.visiting import doors, status_of
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.demo.story.scene import Story
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Person

Play = Callable[[int], Story]
SignedIn = Callable[[Person], Client]
OVERVIEWS = ("/", "/collaborations?state=all", "/notices", "/search?q=留存", "/search?q=推广活动")
LINK = re.compile(r'href="(/[^"#?]*[0-9a-f]{8}-[0-9a-f-]{27}[^"#?]*)')
WHO = ("li", "lin", "he", "gao", "wang", "wang_gong", "zhao", "zhou", "wu", "huang", "chen_zong",
       "qian", "feng", "administrator", "auditor")  # fmt: skip


SLOW = (".pdf", ".docx")
"""Printed for one of those who may; that nobody else gets it is asked of everybody else."""


@pytest.mark.check("T012")
@pytest.mark.parametrize("chapters", [1, 3, 5])
def test_a_page_opens_for_those_who_see_the_thing_and_for_nobody_else(
    play: Play, company: Company, signed_in: SignedIn, chapters: int
) -> None:
    play(chapters)
    _hide_another_one(company)
    wrong, printed = [], set()
    for name in WHO:
        person = getattr(company, name)
        browser = signed_in(person)
        for door in doors():
            opens = door.opens_for(person)
            if opens and door.path in printed:
                continue
            status = status_of(browser.get(door.address))
            if status not in _expected(opens, door.is_reading):
                wrong.append((name, door.path, status))
            if opens and door.path.endswith(SLOW):
                printed.add(door.path)
    assert wrong == []


@pytest.mark.check("T013")
@pytest.mark.parametrize("chapters", [1, 3, 5])
def test_whatever_an_overview_names_opens(
    play: Play, company: Company, signed_in: SignedIn, chapters: int
) -> None:
    play(chapters)
    _hide_another_one(company)
    wrong = []
    for name in WHO:
        browser = signed_in(getattr(company, name))
        for overview in OVERVIEWS:
            page = browser.get(overview).content.decode()
            for address in sorted(set(LINK.findall(page))):
                status = browser.get(address).status_code
                if status != 200:
                    wrong.append((name, overview, address, status))
    assert wrong == []


@pytest.mark.check("T002")
def test_the_list_names_exactly_the_collaborations_that_open(
    play: Play, company: Company, signed_in: SignedIn
) -> None:
    play(2)
    _hide_another_one(company)
    everything = list(Collaboration.objects.values_list("pk", flat=True))
    for name in WHO:
        browser = signed_in(getattr(company, name))
        listed = browser.get("/collaborations?state=all").content.decode()
        for key in everything:
            opens = browser.get(f"/collaborations/{key}").status_code == 200
            assert (f"/collaborations/{key}" in listed) == opens, name


def _expected(visible: bool, reading: bool) -> set[int]:
    if not visible:
        return {404}
    return {200} if reading else {200, 403, 409}


def _hide_another_one(company: Company) -> None:
    """A confidential one of finance, which nobody else may know of."""
    contents = cases.Contents(
        name="预算调整",
        person_in_charge=company.qian,
        partners=(company.product,),
        background="留存数据变差",
        goal="Q4 推广活动预算下调 10%",
        visibility="confidential",
    )
    cases.draft(company.finance, contents, by=company.qian)
    run_once()
