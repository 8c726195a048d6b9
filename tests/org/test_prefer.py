"""Language, appearance, tokens and the working calendar."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.forms import page, send
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org import actions, calendars
from tongzhou.org.models import Person, Rule, Token

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _fresh_calendar() -> Iterator[None]:
    calendars.forget()
    yield
    calendars.forget()


def test_a_language_is_kept_for_the_person(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    assert browser.get("/me")["Content-Language"] == "zh-hans"
    assert browser.post("/language", {"language": "zh-hant"}).status_code == 303
    assert browser.get("/me")["Content-Language"] == "zh-hant"
    assert signed_in(company.li).get("/me")["Content-Language"] == "zh-hant"
    assert browser.post("/language", {"language": "tlh"}).status_code == 422


def test_an_appearance_is_kept_for_the_person(company: Company, signed_in: SignIn) -> None:
    signed_in(company.li).post("/theme", {"theme": "dark"})
    assert 'data-theme="dark"' in signed_in(company.li).get("/me").content.decode()


def test_rows_stand_as_close_as_the_person_wants(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    assert browser.post("/me/densities", {"density": "compact"}).status_code == 303
    assert 'data-density="compact"' in browser.get("/").content.decode()
    assert browser.post("/me/densities", {"density": "tiny"}).status_code == 422
    assert "data-density" not in signed_in(company.he).get("/").content.decode()


def test_the_pages_at_the_side_stand_in_the_persons_own_order(
    company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.li)
    first = _rail(browser)
    send(browser, "/me/rail", up=first[2])
    assert _rail(browser)[:3] == [first[0], first[2], first[1]]
    send(browser, "/me/rail", down=first[0])
    assert _rail(browser)[:3] == [first[2], first[0], first[1]]
    for nowhere in ({"up": first[2]}, {"down": first[-1]}, {"up": "no-such-page"}):
        assert send(browser, "/me/rail", **nowhere).status_code == 303
        assert _rail(browser)[:3] == [first[2], first[0], first[1]]
    assert _rail(signed_in(company.he)) == first
    send(browser, "/me/rail", again="1")
    assert _rail(browser) == first


def test_an_administrator_orders_the_pages_for_whoever_has_no_own_order(
    company: Company, signed_in: SignIn
) -> None:
    keeping, following = signed_in(company.he), signed_in(company.li)
    came = _rail(following)
    send(keeping, "/me/rail", up=came[1])
    own, boss = _rail(keeping), signed_in(company.administrator)
    assert send(following, "/me/rail", everybody="1").status_code == 403
    assert "everybody" not in following.get("/me").content.decode()
    assert send(boss, "/me/rail", up=came[3]).status_code == 303
    assert send(boss, "/me/rail", everybody="1").status_code == 303
    assert Entry.objects.filter(kind="rules.rail_set").count() == 1
    assert _rail(following)[:4] == [came[0], came[1], came[3], came[2]]
    assert _rail(keeping) == own
    send(boss, "/me/rail", down=came[3])
    send(boss, "/me/rail", everybody="1")
    assert _rail(following) == came
    assert not Rule.objects.exists()


def _rail(browser: Client) -> list[str]:
    """The pages by what the form of their order calls them."""
    return [one.attributes["value"] for one in page(browser, "/me").css("button[name=up]")]


def test_before_signing_in_the_browser_remembers(client: Client, db: None) -> None:
    client.post("/language", {"language": "en"})
    assert client.get("/sign-in")["Content-Language"] == "en"


def test_only_oneself_chooses(company: Company) -> None:
    with pytest.raises(Refused):
        actions.set_language(company.li, by=company.administrator, language="en")
    with pytest.raises(Invalid):
        actions.set_theme(company.li, by=company.li, theme="pink")


def test_a_token_is_shown_once_and_opens_until_revoked(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    typed = {"name": "报表", "scopes": ["own:read"], "once": uuid4().hex}
    page = browser.post(reverse("my-tokens"), typed)
    secret = next(word for word in page.content.decode().split('"') if word.startswith("tz_"))
    token = Token.objects.get()
    assert secret not in (token.hash, json.dumps([entry.payload for entry in Entry.objects.all()]))
    assert _opens(secret) == 200
    address = reverse("token-revocations", args=[token.pk])
    assert signed_in(company.he).post(address, {}).status_code == 404
    assert browser.post(address, {"once": uuid4().hex}).status_code == 303
    assert _opens(secret) == 401
    with pytest.raises(NotPossibleNow):
        actions.revoke_token(token, by=company.li)


def test_a_token_of_a_closed_account_opens_nothing(company: Company) -> None:
    secret = actions.create_token(company.wu, by=company.wu, name="x")
    actions.retire(company.wu, by=company.administrator)
    assert _opens(secret) == 401
    assert _opens("tz_wrong") == 401


def test_a_day_of_our_own_wins_over_the_published_one(company: Company) -> None:
    day = date(2026, 3, 13)
    assert calendars.calendar().is_working_day(day)
    actions.set_day(day, by=company.administrator, is_working=False, name="公司日")
    assert not calendars.calendar().is_working_day(day)
    actions.clear_day(day, by=company.administrator)
    assert calendars.calendar().is_working_day(day)
    with pytest.raises(Refused):
        actions.set_day(day, by=company.li, is_working=False, name="公司日")


def test_the_holidays_of_a_year_are_imported(company: Company, signed_in: SignIn) -> None:
    days = [{"name": "国庆节", "date": f"2027-10-0{n}", "isOffDay": True} for n in range(1, 8)]
    file = SimpleUploadedFile("2027.json", json.dumps({"year": 2027, "days": days}).encode())
    browser = signed_in(company.administrator)
    page = browser.get(reverse("calendar"), {"year": "2027"}).content.decode()
    assert "国庆节" not in page
    shown = browser.post(reverse("calendar-imports"), {"file": file})
    assert shown.status_code == 200
    assert "2027-10-07" in shown.content.decode()
    assert not calendars.calendar().is_published(2027)
    sent = {"text": json.dumps({"year": 2027, "days": days}), "confirmed": "1"}
    assert browser.post(reverse("calendar-imports"), sent).status_code == 303
    assert calendars.calendar().is_published(2027)
    assert not calendars.calendar().is_working_day(date(2027, 10, 1))
    assert "国庆节" in browser.get(reverse("calendar"), {"year": "2027"}).content.decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[]", b'{"days": []}', b'{"days": [{"date": "2027-02-30"}]}', b"\xff"],
)
def test_a_file_that_is_no_calendar_is_refused(
    company: Company, signed_in: SignIn, content: bytes
) -> None:
    file = SimpleUploadedFile("x.json", content)
    browser = signed_in(company.administrator)
    assert browser.post(reverse("calendar-imports"), {"file": file}).status_code == 422
    assert signed_in(company.li).post(reverse("calendar-imports"), {}).status_code == 403


def test_a_company_day_is_set_and_removed_on_the_page(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    typed = {"day": "2026年3月13日", "kind": "off", "name": "公司日", "once": uuid4().hex}
    assert browser.post(reverse("calendar"), typed).status_code == 303
    assert not calendars.calendar().is_working_day(date(2026, 3, 13))
    removed = {"day": "2026-03-13", "once": uuid4().hex}
    assert browser.post(reverse("calendar-clearances"), removed).status_code == 303
    assert calendars.calendar().is_working_day(date(2026, 3, 13))
    assert browser.post(reverse("calendar"), {"day": "2026-02-30"}).status_code == 422


def _opens(secret: str) -> int:
    return Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code
