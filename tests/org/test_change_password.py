"""A password is changed by who knows the current one; all other browsers are signed out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import PASSWORD, Company
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.models import Person

SignIn = Callable[[Person], Client]
NEW = "同舟共济 2024"
ADDRESS = "/me/passwords"


def change(browser: Client, current: str, new: str) -> object:
    return browser.post(ADDRESS, {"current_password": current, "new_password": new})


def test_a_changed_password_signs_out_the_other_browsers(
    company: Company, signed_in: SignIn
) -> None:
    here, there = signed_in(company.li), signed_in(company.li)
    assert change(here, PASSWORD, NEW).status_code == 303
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 303
    assert Person.objects.get(pk=company.li.pk).check_password(NEW)
    entry = Entry.objects.get(kind="person.password_changed")
    assert entry.payload == {"person": str(company.li.pk)}


@pytest.mark.check("T130")
@pytest.mark.parametrize("new", ["sh0rt!", "password123", "12345678", "x" * 300, "limin1234"])
def test_a_weak_password_is_refused_at_its_field(
    company: Company, signed_in: SignIn, new: str
) -> None:
    company.li.login = "limin123"
    company.li.save(update_fields=["login"])
    page = change(signed_in(company.li), PASSWORD, new)
    assert page.status_code == 422
    assert new not in page.content.decode()


@pytest.mark.check("T130")
def test_guessing_the_current_password_is_limited(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    for _guess in range(5):
        assert change(browser, "wrong", NEW).status_code == 422
    refused = change(browser, PASSWORD, NEW)
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert Person.objects.get(pk=company.li.pk).check_password(PASSWORD)


def test_a_weak_new_password_is_no_guess(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    for _try in range(6):
        assert change(browser, PASSWORD, "short").status_code == 422
    assert change(browser, PASSWORD, NEW).status_code == 303


@pytest.mark.check("T130")
@pytest.mark.parametrize("new", ["x7" * 64, "同舟共济风雨同舟", "  spaces count  "])
def test_long_chinese_and_spaced_passwords_are_fine(company: Company, new: str) -> None:
    actions.change_password(company.li, by=company.li, current_password=PASSWORD, new_password=new)
    assert Person.objects.get(pk=company.li.pk).check_password(new)


def test_nobody_changes_the_password_of_somebody_else(company: Company) -> None:
    with pytest.raises(Refused):
        actions.change_password(
            company.li, by=company.he, current_password=PASSWORD, new_password=NEW
        )
    with pytest.raises(Refused):
        actions.set_password(company.li, by=company.he, new_password=NEW)
    with pytest.raises(Invalid):
        actions.set_password(company.li, by=company.administrator, new_password="short")
    actions.set_password(company.li, by=company.administrator, new_password=NEW)


def test_an_administrator_sets_a_forgotten_password(company: Company, signed_in: SignIn) -> None:
    address = reverse("person-passwords", args=[company.wu.pk])
    owner = signed_in(company.wu)
    assert signed_in(company.li).post(address, {"new_password": NEW}).status_code == 403
    assert signed_in(company.administrator).post(address, {"new_password": NEW}).status_code == 303
    assert owner.get("/me").status_code == 303
