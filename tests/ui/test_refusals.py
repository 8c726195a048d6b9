"""An action without effect says why, shows the way back, and loses nothing that was typed."""

import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from selectolax.lexbor import LexborHTMLParser

from tests.company import Company
from tongzhou.config import urls as house
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.org.models import Person
from tongzhou.ui.typed import kept_text, way_back

SignedIn = Callable[[Person], Client]
TYPED = {
    "condition": "素材由你们提供文案，谢谢",
    "password": "not-to-be-shown 绝不",
    "by": "2026-11-30",
}


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "refused": Refused("这一步由市场部负责人 李经理 来做。"),
        "now": NotPossibleNow("先等对方补充。"),
        "stale": Stale(mine={"标题": "我写的标题"}, theirs={"标题": "他们写的标题"}),
        "invalid": Invalid("请再看一眼。", errors={"by": "日期早于今天。"}),
    }[kind]


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("tests/<str:kind>", refuse),
    path("api/tests/<str:kind>", refuse),
    path("tests-broken", break_down),
    path("", include(house)),
]
handler400, handler403, handler404, handler500 = (
    house.handler400, house.handler403, house.handler404, house.handler500,
)  # fmt: skip
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def browser(company: Company, signed_in: SignedIn) -> Client:
    return signed_in(company.lin)


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("refused", 403, "李经理"),
        ("now", 409, "先等对方补充"),
        ("stale", 409, "他们写的标题"),
        ("invalid", 422, "日期早于今天"),
    ],
)
def test_each_refusal_is_a_page_with_its_reason(
    browser: Client, kind: str, status: int, said: str
) -> None:
    response = browser.post(f"/tests/{kind}", TYPED)
    assert response.status_code == status
    text = response.content.decode()
    assert said in text
    assert "素材由你们提供文案，谢谢" in text
    assert "绝不" not in text


def test_a_fragment_goes_to_the_toasts(browser: Client) -> None:
    response = browser.post("/tests/refused", TYPED, headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert response.headers["HX-Retarget"] == "#toasts"
    assert "<html" not in response.content.decode()
    assert "李经理" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "accept"),
    [("/api/tests/stale", "*/*"), ("/tests/stale", "text/html, application/problem+json")],
)
def test_programs_get_the_same_sentence_as_json(browser: Client, address: str, accept: str) -> None:
    response = browser.post(address, TYPED, headers={"Accept": accept})
    assert response.status_code == 409
    body = json.loads(response.content)
    assert body["code"] == "Stale"
    assert body["sentence"]
    assert body["theirs"] == {"标题": "他们写的标题"}


@pytest.mark.check("T020")
def test_absent_pages_are_all_alike(browser: Client) -> None:
    def without_keys(content: bytes) -> str:
        tree = LexborHTMLParser(content.decode())
        for node in tree.css('input[name="csrfmiddlewaretoken"], meta[name="csrf"]'):
            node.decompose()
        return tree.html or ""

    one = browser.get("/departments/nothing-here")
    other = browser.get("/departments/01900000-0000-7000-8000-000000000000")
    assert one.status_code == other.status_code == 404
    assert without_keys(one.content) == without_keys(other.content)
    assert one.headers.keys() == other.headers.keys()


def test_a_broken_page_needs_no_database(browser: Client) -> None:
    browser.raise_request_exception = False
    response = browser.get("/tests-broken")
    assert response.status_code == 500
    assert "on purpose" not in response.content.decode()
    assert "没有任何改动" in response.content.decode()


def test_an_expired_form_keeps_the_text(company: Company) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.lin)
    response = client.post("/tests/refused", TYPED)
    assert response.status_code == 403
    assert "素材由你们提供文案，谢谢" in response.content.decode()


@pytest.mark.check("T118")
def test_pages_forbid_everything_inline(browser: Client) -> None:
    policy = browser.post("/tests/refused").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_way_back_stays_in_the_house(rf: RequestFactory) -> None:
    away = rf.post("/x", headers={"Referer": "https://evil.example/x"})
    home = rf.post("/x", headers={"Referer": "http://testserver/asks?page=2"})
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        assert way_back(away) == "/"
        assert way_back(home) == "/asks?page=2"
        assert way_back(rf.post("/x", {"next": "//evil.example"})) == "/"


def test_only_prose_is_kept(rf: RequestFactory) -> None:
    sent = {**TYPED, "once": "a" * 32, "ask": "01900000-0000-7000-8000-000000000000", "n": "12.5"}
    assert kept_text(rf.post("/x", sent)) == ["素材由你们提供文案，谢谢"]
    assert kept_text(rf.get("/x", sent)) == []
