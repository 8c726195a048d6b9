"""Signing in through the company's own identity provider."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.channels.provider import Provider, providing
from tests.company import PASSWORD, Company
from tests.org.test_second_factor import code_of
from tongzhou.org import proof
from tongzhou.org.actions import second_factors
from tongzhou.org.models import Browser, Identity, Person
from tongzhou.org.queries.browsers import browsers_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Any) -> Provider:
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_CLIENT, settings.OIDC_SECRET = "tongzhou", "very-secret"
    settings.OIDC_NAME = "公司统一登录"
    settings.OUTBOUND_ALLOW = frozenset({running.place})
    return running


def come_in(browser: Client, provider: Provider, subject: str, **claims: object) -> Any:
    provider.knows(subject, **claims)
    off = browser.get("/sign-in/oidc?next=/week")
    assert off.status_code == 303
    back = urlsplit(provider.signs_in(off["Location"], subject))
    return browser.get(f"{back.path}?{back.query}")


def has_mail(person: Person, mail: str) -> Person:
    person.mail = mail
    person.save(update_fields=["mail"])
    return person


def test_whoever_the_company_knows_comes_in_and_is_known_for_good(
    company: Company, provider: Provider, client: Client
) -> None:
    has_mail(company.li, "li@example.com")
    assert "公司统一登录" in client.get("/sign-in").content.decode()
    led = come_in(client, provider, "u1", email="LI@example.com", email_verified=True)
    assert (led.status_code, led["Location"]) == (303, "/week")
    assert client.get("/me").status_code == 200
    assert Identity.objects.get().person == company.li
    has_mail(company.li, "li.min@example.com")
    assert come_in(Client(), provider, "u1").status_code == 303


@pytest.mark.check("T031")
def test_a_mail_address_gives_nobody_an_account_that_is_linked_or_unverified(
    company: Company, provider: Provider
) -> None:
    """Link pre-hijack between identity providers."""
    has_mail(company.li, "li@example.com")
    mail = {"email": "li@example.com"}
    assert come_in(Client(), provider, "u2", **mail, email_verified=False).status_code == 403
    assert come_in(Client(), provider, "u3", **mail, email_verified=True).status_code == 303
    assert come_in(Client(), provider, "u4", **mail, email_verified=True).status_code == 403
    has_mail(company.lin, "li@example.com")
    assert come_in(Client(), provider, "u5", **mail, email_verified=True).status_code == 403
    assert Identity.objects.get().subject == "u3"


def test_a_code_is_good_in_the_browser_that_was_sent_off_and_once(
    company: Company, provider: Provider, client: Client
) -> None:
    has_mail(company.li, "li@example.com")
    provider.knows("u6", email="li@example.com", email_verified=True)
    back = urlsplit(provider.signs_in(client.get("/sign-in/oidc")["Location"], "u6"))
    path = f"{back.path}?{back.query}"
    assert Client().get(path).status_code == 403
    assert client.get(path + "x").status_code == 403
    assert client.get(path).status_code == 403
    assert not Identity.objects.exists()


def test_who_cannot_answer_keeps_nobody_out_who_has_a_password(
    company: Company, provider: Provider, settings: Any, client: Client
) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:1"
    assert client.get("/sign-in/oidc").status_code == 503
    assert client.get("/sign-in").status_code == 200
    settings.OIDC_ISSUER = ""
    assert client.get("/sign-in/oidc").status_code == 404


def test_a_fresh_sign_in_at_the_company_proves_enough_to_sign(
    company: Company, provider: Provider, client: Client
) -> None:
    has_mail(company.li, "li@example.com")
    mail = {"email": "li@example.com", "email_verified": True}
    fresh = int(datetime.now(UTC).timestamp())
    come_in(client, provider, "u7", **mail, auth_time=fresh - 4000)
    assert proof.KEY not in client.session
    come_in(client, provider, "u7", **mail, auth_time=fresh)
    assert client.session[proof.HOW] == "oidc"
    has_mail(company.he, "he@example.com")
    other = come_in(client, provider, "u8", email="he@example.com", email_verified=True)
    assert other.status_code == 403


def test_a_person_sees_where_they_are_signed_in_and_ends_one(
    company: Company, provider: Provider, signed_in: Callable[[Person], Client]
) -> None:
    has_mail(company.li, "li@example.com")
    here, there = Client(), Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/605"})
    for browser in (here, there):
        come_in(browser, provider, "u9", email="li@example.com", email_verified=True)
    lines = browsers_of(company.li, here=here.session.session_key)
    assert [(one.name, one.is_here) for one in lines] == [("Safari · iPhone", False), ("?", True)]
    for browser, line, status in ((here, lines[1], 409), (here, lines[0], 303)):
        ended = browser.post(f"/browsers/{line.id}/ends", {})
        assert ended.status_code == status
    assert there.get("/me").status_code == 303
    assert here.get("/me").status_code == 200
    assert Browser.objects.count() == 1
    other = signed_in(company.he).post(f"/browsers/{lines[1].id}/ends", {})
    assert other.status_code == 404


@pytest.mark.check("T132")
def test_the_company_opens_the_door_of_who_has_a_code_no_further_than_to_it(
    company: Company, provider: Provider, client: Client, clock: ModuleType
) -> None:
    """And a code that opened it there opens nothing with the password either."""
    has_mail(company.li, "li@example.com")
    second_factors.start(company.li, by=company.li)
    second_factors.confirm(company.li, by=company.li, code=code_of(company.li))
    clock.advance(timedelta(minutes=2))
    led = come_in(client, provider, "u10", email="li@example.com", email_verified=True)
    assert led["Location"].startswith("/sign-in")
    assert proof.KEY not in client.session
    assert client.get("/me").status_code == 303, "not in yet"
    code = code_of(company.li)
    assert client.post("/sign-in", {"code": code}).status_code == 303
    assert client.get("/me").status_code == 200
    again = Client()
    again.post("/sign-in", {"login": "li", "password": PASSWORD})
    assert again.post("/sign-in", {"code": code}).status_code == 422
    assert again.get("/me").status_code == 303
