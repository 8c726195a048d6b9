"""The inventory of addresses: a new one without a word on who may use it fails here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from tests.company import Company
from tests.house.hidden import SEEN_BY_EVERYBODY, model_of
from tests.house.permission_matrix import matrix
from tests.house.planting import Garden
from tests.house.routes import METHODS, Route, form, methods_of, routes
from tongzhou.org import actions
from tongzhou.org.models import Person
from tongzhou.org.scopes import SCOPES

SignedIn = Callable[[Person], Client]
ROUTES = {route.path: route for route in routes()}

NO = (403, 404, 422)
"""Not theirs, not shown to them, or not even well-formed: never done."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has no effect on what follows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def entries(*classes: str) -> list[tuple[str, str]]:
    return [entry for entry, name in matrix().items() if name in classes]


@pytest.mark.check("T001")
def test_every_address_and_method_has_its_class_and_no_class_is_stale(
    company: Company, signed_in: SignedIn
) -> None:
    token = {
        "Authorization": f"Bearer {actions.create_token(company.li, by=None, name='house', scopes=list(SCOPES))}"
    }
    found = set()
    for route in ROUTES.values():
        headers = token if route.is_api else {}
        with undone():
            allowed = methods_of(route, signed_in(company.li), **headers)
        found |= {(route.path, method) for method in allowed}
    assert found == set(matrix())


@pytest.mark.check("T001")
def test_nobody_gets_in_without_signing_in(client: Client, company: Company) -> None:
    let_in = []
    for path, method in entries("member", "party", "own", "role", "administrator"):
        response = client.generic(method, ROUTES[path].to_nothing())
        turned_away = response.headers.get("Location", "").startswith("/sign-in")
        if not (response.status_code == 401 if ROUTES[path].is_api else turned_away):
            let_in.append((path, method, response.status_code))
    assert let_in == []


@pytest.mark.check("T001")
def test_what_is_for_everyone_asks_nobody_to_sign_in(client: Client, company: Company) -> None:
    for path, method in entries("everyone"):
        response = client.generic(method, ROUTES[path].to_nothing())
        assert not response.headers.get("Location", "").startswith("/sign-in"), path
        assert response.status_code != 401, path


@pytest.mark.check("T001")
def test_members_are_told_what_is_not_theirs_to_do(signed_in: SignedIn, garden: Garden) -> None:
    ids = {name: garden.one(model_of(name)).pk for name in SEEN_BY_EVERYBODY}
    ids |= {"person": garden.company.lin.pk, "source": "kubernetes"}
    token = {
        "Authorization": f"Bearer {actions.create_token(garden.stranger, by=None, name='house')}"
    }
    answers = {
        (path, method): signed_in(garden.stranger)
        .generic(
            method, ROUTES[path].address(ids), *form(ROUTES[path], method),
            headers=token if ROUTES[path].is_api else {},
        )
        .status_code
        for path, method in entries("administrator", "role")
    }  # fmt: skip
    assert {entry: status for entry, status in answers.items() if status not in NO} == {}


def test_pages_know_only_get_and_post() -> None:
    assert {method for (path, method) in matrix() if not Route(path, ()).is_api} == set(METHODS)
