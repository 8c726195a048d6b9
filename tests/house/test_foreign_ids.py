"""Ids of what one may not see: not found, indistinguishable from absent, and nothing happens.

Grows by itself: a new parameter is planted by its model, a new route is asked with it.
"""

import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.http import HttpResponse
from django.test import Client

from tests.house.hidden import SEEN_BY_EVERYBODY, model_of
from tests.house.permission_matrix import matrix
from tests.house.planting import WORD, Garden
from tests.house.routes import form, routes
from tongzhou.core.ids import new_id
from tongzhou.journal import worker
from tongzhou.journal.models import Command
from tongzhou.org import actions
from tongzhou.org.models import Person, SignInFailure, Token

SignedIn = Callable[[Person], Client]
ROUTES = {route.path: route for route in routes()}
KNOWN = [(path, method) for path, method in matrix() if path in ROUTES]
FOREIGN = [
    (path, method) for path, method in KNOWN if set(ROUTES[path].parameters) - SEEN_BY_EVERYBODY
]
NOT_FOUND = {False: {404}, True: {404, 422}}
"""The API reads the form of a command before it looks for the thing."""
PARAMETERS = {name for path, _ in FOREIGN for name in ROUTES[path].parameters}
OPEN = [path for path, method in KNOWN if method == "GET" and (path, method) not in FOREIGN]


@pytest.mark.check("T005")
@pytest.mark.check("T020")
def test_the_id_of_something_hidden_is_not_found_and_changes_nothing(
    garden: Garden, signed_in: SignedIn
) -> None:
    outsider, wrong = signed_in(garden.stranger), []
    token = actions.create_token(garden.stranger, by=None, name="house")
    ids = {name: garden.one(model_of(name)).pk for name in PARAMETERS}
    before = checksum()
    for path, method in FOREIGN:
        route = ROUTES[path]
        SignInFailure.objects.all().delete()
        given = {"Authorization": f"Bearer {token}"} if route.is_api else {}
        hidden = outsider.generic(method, route.address(ids), *form(route, method), headers=given)
        absent = outsider.generic(method, route.to_nothing(), *form(route, method), headers=given)
        if hidden.status_code not in NOT_FOUND[route.is_api] or told(hidden) != told(absent):
            wrong.append((path, method, hidden.status_code))
    assert wrong == []
    assert checksum() == before


@pytest.mark.check("T002")
def test_what_belongs_to_a_collaboration_is_visible_exactly_to_those_who_see_it(
    garden: Garden,
) -> None:
    open_to_all = {name.replace("_", "") for name in SEEN_BY_EVERYBODY}
    for model in apps.get_models():
        visible_to = getattr(model.objects, "visible_to", None)
        if visible_to is None or model._meta.model_name in open_to_all:
            continue
        planted = garden.one(model)
        assert visible_to(garden.company.li).filter(pk=planted.pk).exists(), model
        assert not visible_to(garden.stranger).filter(pk=planted.pk).exists(), model


@pytest.mark.check("T012")
@pytest.mark.check("T013")
def test_no_page_lets_a_stranger_read_a_hidden_word(garden: Garden, signed_in: SignedIn) -> None:
    worker.run_once()
    outsider, told_by = signed_in(garden.stranger), []
    token = actions.create_token(garden.stranger, by=None, name="house")
    ids = dict.fromkeys(SEEN_BY_EVERYBODY, new_id())
    ids |= {"department": garden.company.marketing.pk, "person": garden.company.li.pk}
    for path in OPEN:
        given = {"Authorization": f"Bearer {token}"} if ROUTES[path].is_api else {}
        address = f"{ROUTES[path].address(ids)}?q={WORD}&term={WORD}"
        response = outsider.get(address, headers=given)
        page = b"".join(response) if response.streaming else response.content
        if WORD in re.sub(
            rf'value="{WORD}"|“{WORD}”|「{WORD}」', "", page.decode(errors="replace")
        ):
            told_by.append(path)
    assert told_by == []


def told(response: HttpResponse) -> tuple[bytes, set[str]]:
    """What one learns, without what differs on every page: form tokens, keys, ids of addresses."""
    page = re.sub(
        rb'(?:value|content)="[^"]{16,}"|[0-9a-f]{8}-[0-9a-f-]{27}', b"", response.content
    )
    return page, set(response.headers)


def checksum() -> str:
    """Everything that is stored, except who is signed in, which forms were sent, and what is counted:
    guesses, and the calls of a token."""
    sum_of_all = sha256()
    for model in apps.get_models():
        if model not in (Session, Command, SignInFailure, Token):
            sum_of_all.update(repr(rows(model)).encode())
    return sum_of_all.hexdigest()


def rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    return list(model._base_manager.order_by("pk").values_list())
