"""Every page about the organisation shows what it should, in few queries, to whom it may."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.forms import page
from tongzhou.org.models import Department, Person

SignIn = Callable[[Person], Client]
PAGES = ["departments", "people", "me", "calendar"]
ADMINISTRATION = ["new-department", "new-person"]


@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_the_organisation(company: Company, signed_in: SignIn, name: str) -> None:
    assert signed_in(company.feng).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_only_administrators_open_the_forms(company: Company, signed_in: SignIn, name: str) -> None:
    assert signed_in(company.administrator).get(reverse(name)).status_code == 200
    assert signed_in(company.li).get(reverse(name)).status_code == 403


def test_a_department_shows_who_speaks_for_it(company: Company, signed_in: SignIn) -> None:
    page = signed_in(company.feng).get(reverse("department", args=[company.marketing.pk]))
    text = page.content.decode()
    assert all(name in text for name in ("李敏", "何佳", "林晓", "24"))
    assert reverse("department-promises", args=[company.marketing.pk]) not in text


def test_lists_cost_the_same_for_any_number_of_rows(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.feng)
    pages = [reverse("departments"), reverse("people"), _address(company.root)]
    few = [_queries(browser, page) for page in pages]
    Department.objects.bulk_create(
        Department(name=f"部{n}", code=f"d{n}", path=f"/hq/d{n}/", parent=company.root)
        for n in range(100)
    )
    Person.objects.bulk_create(
        Person(login=f"p{n}", name=f"人{n}", department=company.root) for n in range(100)
    )
    assert [_queries(browser, page) for page in pages] == few
    assert max(few) <= 14
    assert "部99" in browser.get(reverse("departments")).content.decode()


def test_an_unknown_department_or_person_is_not_found(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.feng)
    assert browser.get(reverse("department", args=[uuid4()])).status_code == 404
    assert browser.get(reverse("person", args=[uuid4()])).status_code == 404


def test_nobody_reads_without_signing_in(company: Company, client: Client) -> None:
    address = reverse("department", args=[company.marketing.pk])
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (303, f"/sign-in?next={address}")


def test_an_htmx_request_is_led_to_the_door_as_a_whole_page(
    company: Company, client: Client
) -> None:
    response = client.get(reverse("people-options"), headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/sign-in?next=")


@pytest.mark.parametrize("typed", ["wq", "wangqiang", "王强", "王", "WangQ", "ｗｑ"])
def test_a_picker_finds_a_person_as_people_type(
    company: Company, signed_in: SignIn, typed: str
) -> None:
    address = reverse("people-options")
    page = signed_in(company.feng).get(address, {"field": "head", "head_text": typed})
    text = page.content.decode()
    assert f'name="head" value="{company.wang_gong.pk}"' in text
    assert "产品部" in text


def test_a_picker_begins_with_the_departments_that_take_part(
    company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.feng)

    def offered(near: str) -> list[str]:
        typed = {"field": "to", "to_text": "l", "near": near}
        rows = page(browser, reverse("people-options", query=typed))
        return [one.attributes["value"] or "" for one in rows.css("input")]

    usual = [str(one.pk) for one in (company.li, company.lin, company.liu)]
    assert offered("") == offered("no department") == usual
    assert offered(f"{company.sales.pk},{company.product.pk}") == [usual[2], *usual[:2]]


def _address(department: Department) -> str:
    return reverse("department", args=[department.pk])


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(page).status_code == 200
    return len(captured)
