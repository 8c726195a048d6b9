"""What very many documents hold: the newest are looked through, and the rest where they must be."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.knowledge import actions, engines
from tongzhou.knowledge.filters import Wanted
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.queries import find
from tongzhou.knowledge.texts import Kind, Text
from tongzhou.org.models import Person

MANY = engines.MOST_SAID + 50
pytestmark = pytest.mark.django_db


def lay_down(company: Company, visibility: str = "company") -> None:
    """The first is called so, the second is a meeting; the rest only say it, each newer."""
    given = cases.Contents(name="客户续约", person_in_charge=company.li, visibility=visibility)
    case = cases.draft(company.marketing, given, by=company.li)
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    start = clock.now() - timedelta(days=1)
    told = [
        Text(
            {1: Kind.MEETING}.get(place, Kind.TASK), UUID(int=place + 1),
            "预算总表" if place == 0 else f"第 {place} 行", "写明预算来源",
            start + timedelta(minutes=place), case=case,
        )
        for place in range(MANY)
    ]  # fmt: skip
    actions._write(told, Document.objects.none())


def first_page(person: Person, **wanted: str) -> tuple[list[int], int, bool]:
    found = find(person, "预算", Wanted.read(wanted), wanted.get("page"))
    return [int(hit.url[-4:], 16) for hit in found.page if hit.url], found.total, found.is_part


def test_the_newest_fill_the_page_after_what_is_called_so(company: Company) -> None:
    lay_down(company)
    places, total, is_part = first_page(company.zhou)
    assert places == [1, *range(MANY, MANY - 19, -1)]
    assert is_part
    assert engines.MOST_SAID <= total < MANY


def test_whoever_wants_few_or_the_last_page_has_all_looked_through(company: Company) -> None:
    lay_down(company)
    assert first_page(company.zhou, kind="meeting") == ([2], MANY, False)
    last, total, is_part = first_page(company.zhou, page="99")
    assert (total, is_part) == (MANY, False)
    assert last[-1] == 2


def test_nothing_newer_hides_what_a_person_may_see(company: Company) -> None:
    given = cases.Contents(name="续约", goal="预算 +10%", person_in_charge=company.qian)
    own = cases.draft(company.finance, given, by=company.qian)
    actions.reindex_cases([own.pk])
    lay_down(company, visibility="parties")
    found = find(company.qian, "预算")
    assert (found.total, found.is_part) == (1, False)
