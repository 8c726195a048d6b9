"""Filters one keeps: personal, named, ordered, removed with a way back."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from tests.company import Company
from tongzhou.core.verdicts import Invalid
from tongzhou.desk import actions
from tongzhou.desk.models import SavedFilter
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
LIST = "/collaborations"
BAR = {"HX-Request": "true", "HX-Target": "saved-filters"}


def names(person: Person) -> list[str]:
    return [one.name for one in SavedFilter.objects.visible_to(person).standing()]


def once(**sent: str) -> dict[str, str]:
    return {**sent, "once": uuid4().hex}


def test_a_filter_is_kept_from_the_list_and_stands_above_it(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    at = f"{LIST}?state=asking&page=3&q=留存"
    answer = browser.post("/saved-filters", once(at=at, name="等答复"))
    assert answer.status_code == 303
    assert "page=3" not in answer.headers["Location"]
    bar = browser.get(f"/saved-filters?at={quote(at)}", headers=BAR).content.decode()
    assert "等答复" in bar
    assert 'aria-current="true"' in bar
    assert "等答复" not in browser.get("/saved-filters?at=/search", headers=BAR).content.decode()


def test_nobody_sees_or_touches_the_filters_of_somebody_else(
    company: Company, signed_in: SignedIn
) -> None:
    kept = actions.save_filter(LIST, "state=asking", "我的", by=company.li)
    other = signed_in(company.wang)
    assert "我的</b>" not in other.get("/saved-filters").content.decode()
    for verb in ("names", "moves", "removals", "restorals"):
        assert other.post(f"/saved-filters/{kept.pk}/{verb}", once(name="x")).status_code == 404
    assert names(company.li) == ["我的"]


def test_filters_are_ordered_renamed_removed_and_brought_back(
    company: Company, signed_in: SignedIn
) -> None:
    one, two = (actions.save_filter(LIST, f"q={n}", n, by=company.li) for n in ("甲", "乙"))
    browser = signed_in(company.li)
    browser.post(f"/saved-filters/{two.pk}/moves", once(way="up"))
    browser.post(f"/saved-filters/{two.pk}/moves", once(way="up"))
    assert names(company.li) == ["乙", "甲"]
    browser.post(f"/saved-filters/{one.pk}/names", once(name=" 丙 "))
    page = browser.post(f"/saved-filters/{two.pk}/removals", once(), follow=True).content.decode()
    assert names(company.li) == ["丙"]
    assert f"/saved-filters/{two.pk}/restorals" in page
    browser.post(f"/saved-filters/{two.pk}/restorals", once())
    assert names(company.li) == ["乙", "丙"]


def test_the_same_name_again_changes_the_filter(company: Company) -> None:
    actions.save_filter(LIST, "q=a", "甲", by=company.li)
    actions.save_filter(LIST, "q=b", "甲", by=company.li)
    assert SavedFilter.objects.get().query == "q=b"


def test_what_comes_back_does_not_push_out_what_took_its_name(company: Company) -> None:
    first = actions.save_filter(LIST, "q=a", "甲", by=company.li)
    actions.remove_filter(first, by=company.li)
    actions.save_filter(LIST, "q=b", "甲", by=company.li)
    actions.restore_filter(first, by=company.li)
    assert sorted(names(company.li)) == ["甲", "甲 2"]


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/people", "", "人"),
        ("//evil.example", "", "x"),
        ("javascript:alert(1)", "", "x"),
        (LIST, "q=" + "长" * 300, "x"),
        (LIST, "", "  "),
        (LIST, "", "长" * 41),
    ],
)
def test_what_is_no_filter_of_a_list_is_refused(
    company: Company, path: str, query: str, name: str
) -> None:
    with pytest.raises(Invalid):
        actions.save_filter(path, query, name, by=company.li)


def test_a_list_has_at_most_twenty(company: Company) -> None:
    for number in range(20):
        actions.save_filter(LIST, f"q={number}", str(number), by=company.li)
    with pytest.raises(Invalid):
        actions.save_filter(LIST, "q=x", "x", by=company.li)


def test_a_refused_name_is_said_at_the_field_and_kept(
    company: Company, signed_in: SignedIn
) -> None:
    sent = once(at=f"{LIST}?q=a", name="长" * 41)
    answer = signed_in(company.li).post("/saved-filters", sent)
    assert answer.status_code == 422
    assert "长" * 41 in answer.content.decode()
