"""Signing asks for the password again when it was entered long ago."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.company import PASSWORD, Company
from tongzhou.core.verdicts import Invalid, TooOften
from tongzhou.org.models import Person
from tongzhou.org.proof import FIELD, proof_needed, proved_at, recently_proved

SignIn = Callable[[Person], Client]


@proof_needed
def seal(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sealed")


@pytest.fixture
def asked(company: Company) -> Callable[..., HttpRequest]:
    def ask(**typed: str) -> HttpRequest:
        request = RequestFactory().post("/seals", typed)
        request.user = company.li
        request.session = {}
        return request

    return ask


@pytest.mark.check("T138")
def test_an_old_proof_leads_to_the_password_and_back(
    company: Company, client: Client, clock: ModuleType
) -> None:
    client.post("/sign-in", {"login": "li", "password": PASSWORD})
    request = RequestFactory().get("/agreements/1", {"tab": "rows"})
    request.user, request.session = company.li, client.session
    assert recently_proved(request)
    assert seal(request).status_code == 200
    clock.advance(timedelta(minutes=15, seconds=1))
    response = seal(request)
    assert (response.status_code, response["Location"]) == (
        303,
        "/identity-proofs?next=/agreements/1%3Ftab%3Drows",
    )


@pytest.mark.check("T138")
def test_a_form_may_carry_the_password_itself(
    asked: Callable[..., HttpRequest], clock: ModuleType
) -> None:
    request = asked(**{FIELD: PASSWORD})
    assert seal(request).content == b"sealed"
    assert proved_at(request) == clock.now()
    assert asked(back="/agreements/7").session == {}
    sent = seal(asked(back="/agreements/7"))
    assert sent["Location"] == "/identity-proofs?next=/agreements/7"


@pytest.mark.check("T130")
def test_guessing_the_password_of_an_open_session_is_limited(
    asked: Callable[..., HttpRequest],
) -> None:
    for _guess in range(5):
        with pytest.raises(Invalid):
            seal(asked(**{FIELD: "wrong"}))
    with pytest.raises(TooOften):
        seal(asked(**{FIELD: PASSWORD}))


def test_the_password_page_confirms_and_returns(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    address = reverse("identity-proofs")
    assert browser.get(f"{address}?next=/departments").status_code == 200
    wrong = browser.post(address, {"password": "wrong", "next": "/departments"})
    assert wrong.status_code == 422
    right = browser.post(address, {"password": PASSWORD, "next": "/departments"})
    assert (right.status_code, right["Location"]) == (303, "/departments")
    outside = browser.post(address, {"password": PASSWORD, "next": "//evil.example"})
    assert outside["Location"] == "/"


def test_signing_in_without_a_password_proves_nothing(company: Company, client: Client) -> None:
    client.force_login(company.li)
    request = RequestFactory().get("/")
    request.session = client.session
    assert not recently_proved(request)
