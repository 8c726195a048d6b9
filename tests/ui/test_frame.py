"""The frame of every page: language, appearance, toasts, the gallery."""

from collections.abc import Callable

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.company import Company
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_gallery_renders_in_every_language(
    company: Company, signed_in: SignedIn, language: str
) -> None:
    company.administrator.language = language
    company.administrator.save(update_fields=["language"])
    response = signed_in(company.administrator).get("/gallery")
    assert response.status_code == 200
    page = LexborHTMLParser(response.content.decode())
    root = page.css_first("html")
    assert root is not None
    assert (root.attributes["lang"] or "").lower() == language


def test_only_administrators_see_the_gallery(company: Company, signed_in: SignedIn) -> None:
    assert signed_in(company.lin).get("/gallery").status_code == 404


def test_the_chosen_appearance_is_in_the_page(company: Company, signed_in: SignedIn) -> None:
    browser = signed_in(company.administrator)
    assert b"data-theme=" not in browser.get("/gallery").content
    assert browser.post("/theme", {"theme": "dark"}).status_code == 303
    assert b'data-theme="dark"' in browser.get("/gallery").content
    browser.post("/theme", {"theme": ""})
    assert b"data-theme=" not in browser.get("/gallery").content


def test_strangers_choose_a_language_by_cookie(client: Client, company: Company) -> None:
    assert b'lang="zh-Hans"' in client.get("/nothing-here").content
    client.post("/language", {"language": "en"})
    assert b'lang="en"' in client.get("/nothing-here").content
    client.post("/language", {"language": "xx"})
    assert b'lang="en"' in client.get("/nothing-here").content


def test_every_form_field_has_a_label(company: Company, signed_in: SignedIn) -> None:
    page = LexborHTMLParser(signed_in(company.administrator).get("/gallery").content.decode())
    labelled = {label.attributes.get("for") for label in page.css("label[for]")}
    for field in page.css("input:not([type=hidden]), select, textarea"):
        wrapped = any(parent.tag == "label" for parent in _parents(field))
        named = field.attributes.get("aria-label")
        assert wrapped or named or field.attributes.get("id") in labelled, field.html


def _parents(node):  # type: ignore[no-untyped-def]
    while node.parent is not None:
        node = node.parent
        yield node


@pytest.mark.parametrize("came_from", ["//evil.example/x", "http://testserver//evil.example/x"])
def test_the_way_back_never_leads_to_another_site(client: Client, came_from: str) -> None:
    answer = client.post("/theme", {"theme": "dark", "next": came_from})
    assert answer["Location"] in ("/", "/evil.example/x")
