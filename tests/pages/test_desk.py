"""The desk of a department and the palette show what the reader may see, at a constant cost."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.company import Company
from tests.pages.test_query_budgets import asked, more_cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.demo.story.scene import Story
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
Play = Callable[[int], Story]


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_head_sees_what_the_liaison_holds(
    play: Play, company: Company, signed_in: SignedIn
) -> None:
    play(1)
    shown = page(signed_in(company.zhao), f"/departments/{company.sales.pk}/desk")
    held = page(signed_in(company.zhao), f"/departments/{company.sales.pk}/desk?show=answered")
    assert "收发台" in shown
    assert "Q3" in held


def test_what_goes_out_says_who_holds_it(play: Play, company: Company, signed_in: SignedIn) -> None:
    play(2)
    shown = page(signed_in(company.li), f"/departments/{company.marketing.pk}/desk?box=out")
    assert "在谁手里" in shown


def test_one_gets_to_the_desk_one_answers_for(company: Company, signed_in: SignedIn) -> None:
    answer = signed_in(company.zhou).get("/desk")
    assert answer.headers["Location"] == f"/departments/{company.sales.pk}/desk"


@pytest.mark.check("T012")
def test_a_stranger_sees_an_empty_desk(play: Play, company: Company, signed_in: SignedIn) -> None:
    play(2)
    names = {one.name for one in Collaboration.objects.all()}
    for box in ("in", "out"):
        for show in ("all", "answered"):
            address = f"/departments/{company.marketing.pk}/desk?box={box}&show={show}"
            shown = page(signed_in(company.feng), address)
            assert not any(name in shown for name in names)


@pytest.mark.parametrize("typed", ["", "Q3", "wl", "销售", "sales", "日历", "’%_\\", "长" * 500])
def test_the_palette_takes_whatever_is_typed(
    play: Play, company: Company, signed_in: SignedIn, typed: str
) -> None:
    play(1)
    assert signed_in(company.li).get("/palette", {"q": typed}).status_code == 200


def test_the_palette_finds_people_by_pinyin_and_departments_with_their_desk(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    assert f"/people/{company.wang.pk}" in page(browser, "/palette?q=wl")
    assert f"/departments/{company.sales.pk}/desk" in page(browser, "/palette?q=销售")


@pytest.mark.check("T013")
def test_the_palette_names_no_collaboration_that_is_hidden(
    play: Play, company: Company, signed_in: SignedIn
) -> None:
    play(1)
    assert "Q3" in page(signed_in(company.li), "/palette?q=Q3").replace("「Q3」", "")
    assert "sailboat" not in page(signed_in(company.feng), "/palette?q=Q3")


@pytest.mark.check("T179")
def test_the_desk_and_the_palette_ask_as_much_for_a_hundred_rows_as_for_one(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    addresses = (f"/departments/{company.marketing.pk}/desk", "/palette?q=留存")
    found = []
    for more in (1, 9, 90):
        more_cases(company, more)
        found.append([asked(browser, address) for address in addresses])
    assert found[0] == found[1] == found[2]
    assert max(found[0]) <= 20, found


def test_today_names_what_others_did_for_one(
    play: Play, company: Company, signed_in: SignedIn
) -> None:
    play(1)
    browser = signed_in(company.li)
    assert "/helped" in page(browser, "/")
    assert "周婷" in page(browser, "/helped")
    assert "<html" not in browser.get("/helped", headers={"HX-Request": "true"}).content.decode()
    assert "周婷" not in page(signed_in(company.feng), "/helped")


def test_today_shows_the_most_urgent_and_all_of_them_on_demand(
    company: Company, signed_in: SignedIn
) -> None:
    more_cases(company, 25)
    browser = signed_in(company.li)
    first = page(browser, "/")
    assert first.count("data-matter=") == 20
    assert "?all" in first
    whole = page(browser, "/?all")
    assert whole.count("data-matter=") == 25
    assert "?all" not in whole.split("<main")[1]
