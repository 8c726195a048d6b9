"""Everything a page can do: the same views answer programs with data."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import ModuleType
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import UUIDField
from django.http import HttpResponse
from django.test import Client

from tests.agreements.table import build
from tests.api.conftest import Caller
from tests.at_once import at_once
from tests.collaborations.asking import sent
from tests.company import Company
from tests.house.hidden import SEEN_BY_EVERYBODY, model_of
from tests.house.planting import WORD, Garden
from tests.outcomes.finishing import archived
from tongzhou.api.pages.fields import fields_of
from tongzhou.api.pages.places import places
from tongzhou.duties.models import Duty
from tongzhou.org.actions.tokens import create_token, revoke_token, take_calls
from tongzhou.org.models import Person, Token
from tongzhou.org.scopes import SCOPES

pytestmark = pytest.mark.django_db
PARAMETER = re.compile(r"<\w+:(\w+)>")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORDS = re.compile(f"{WORD}|{re.escape(json.dumps(WORD)[1:-1])}")
Calling = Callable[[Person | None], Caller]
DUTY = {"who": "own", "name": "维护操作手册", "rhythm": "yearly", "description": ""}


def with_all(person: Person) -> Caller:
    return Caller(create_token(person, by=None, name="all", scopes=list(SCOPES)))


@dataclass(frozen=True)
class Address:
    """Of something planted and of nothing; `hidden` when the thing may not be seen."""

    method: str
    planted: str
    nothing: str
    hidden: bool


def addresses(garden: Garden, *methods: str) -> Iterator[Address]:
    for place in places():
        names = PARAMETER.findall(place.path)
        planted = filled(place.path, {name: garden.one(model_of(name)).pk for name in names})
        nothing = filled(place.path, {name: uuid4() for name in names})
        hidden = bool(set(names) - SEEN_BY_EVERYBODY)
        for method in set(methods) & set(place.methods):
            yield Address(method, planted, nothing, hidden)


def filled(path: str, ids: dict[str, object]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(ids[found[1]]), path)


@pytest.mark.check("T012")
@pytest.mark.check("T014")
def test_a_program_reads_where_the_page_is_read_and_no_id_of_what_the_person_may_not_see(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    """In a collaboration from request to archive, by all who had a part in it and one who had none."""
    table = build(company)
    table.in_force()
    archived(table)
    paths = standing()
    for person in (company.li, company.feng):
        caller, browser = with_all(person), signed_in(person)
        wrong, ids = [], set()
        for path in paths:
            told, shown = caller.get(path), browser.get("/" if path == "/today" else path)
            ids |= set(ID.findall(read(told)))
            read(shown)
            if told.status_code != shown.status_code and shown.status_code not in (302, 303):
                wrong.append((path, told.status_code, shown.status_code))
        assert wrong == []
        assert hidden_from(person, ids) == {}


def standing() -> list[str]:
    """The addresses of everything there is, by the first row of each kind."""
    found = []
    for place in places():
        names = PARAMETER.findall(place.path)
        rows = {name: model_of(name)._base_manager.first() for name in names}
        if "GET" in place.methods and all(rows.values()):
            found.append(filled(place.path, {name: row.pk for name, row in rows.items()}))
    return found


def hidden_from(person: Person, ids: set[str]) -> dict[str, set[object]]:
    found = {}
    for model in apps.get_models():
        if isinstance(model._meta.pk, UUIDField) and hasattr(model.objects, "visible_to"):
            rows = set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))
            seen = model.objects.visible_to(person).filter(pk__in=rows)
            if hidden := rows - set(seen.values_list("pk", flat=True)):
                found[model.__name__] = hidden
    return found


@pytest.mark.check("T005")
@pytest.mark.check("T020")
def test_what_is_hidden_is_not_found_by_programs_either(garden: Garden) -> None:
    caller, wrong, said = with_all(garden.stranger), [], set()
    for one in addresses(garden, "GET", "POST"):
        if one.hidden:
            call = caller.get if one.method == "GET" else partial(caller.post, body={})
            hidden = call(one.planted)
            if hidden.content in said:
                continue
            absent = call(one.nothing)
            said.add(absent.content)
            if hidden.status_code < 400 or hidden.content != absent.content:
                wrong.append((one.method, one.planted, hidden.status_code))
    assert wrong == []


@pytest.mark.check("T013")
def test_no_list_lets_a_program_read_a_hidden_word(garden: Garden) -> None:
    caller, told_by = with_all(garden.stranger), []
    for place in places():
        if "<" not in place.path and "GET" in place.methods:
            told = caller.get(f"/{place.path}")
            if WORDS.search(read(told)):
                told_by.append(place.path)
    assert told_by == []


def test_a_form_is_described_sent_and_leads_to_what_it_made(
    company: Company, calling: Calling
) -> None:
    caller = calling(company.li)
    fields = caller.get("/duties/new").json()["form"]["fields"]
    assert fields["name"]["required"]
    assert ["own", "Our department; it shall be known"] in [
        [key, label] for key, label in fields["who"]["choices"]
    ] or fields["who"]["choices"][2][0] == "own"
    made = caller.post("/duties/new", DUTY)
    assert made.status_code == 200, made.content
    duty = Duty.objects.get()
    assert made.json() == {"location": f"/api/v1/duties/{duty.pk}", "id": str(duty.pk)}
    found = caller.get(f"/duties/{duty.pk}").json()
    assert found["duty"]["id"] == str(duty.pk)


def test_what_is_wrong_stands_at_its_field(company: Company, calling: Calling) -> None:
    refused = calling(company.li).post("/duties/new", DUTY | {"name": ""})
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert list(refused.json()["errors"]) == ["name"]
    assert not Duty.objects.exists()
    nested = calling(company.li).post("/duties/new", DUTY | {"name": {"a": 1}})
    assert nested.json()["errors"].keys() == {"name"}


@pytest.mark.check("T049")
def test_a_form_sent_twice_with_one_key_makes_one_thing(company: Company, calling: Calling) -> None:
    caller, key = calling(company.li), str(uuid4())
    first = caller.post("/duties/new", DUTY, key=key)
    again = caller.post("/duties/new", DUTY, key=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    other = caller.post("/duties/new", DUTY | {"name": "别的"}, key=key)
    assert (other.status_code, Duty.objects.count()) == (422, 1)


def test_what_only_a_person_may_do_is_not_done_by_a_token(
    company: Company, calling: Calling
) -> None:
    """T028: no token makes tokens, passwords, rights, or proves that somebody sits there."""
    caller = with_all(company.administrator)
    for address in ("/me/tokens", "/me/passwords", "/sign-in", "/identity-proofs"):
        assert caller.post(address, {"name": "more"}).status_code == 404
    rights = caller.post(f"/people/{company.li.pk}/rights", {"is_administrator": True})
    assert rights.status_code == 404
    assert Token.objects.filter(person=company.administrator).count() == 1


@pytest.mark.check("T028")
def test_a_token_opens_its_areas_only_and_reading_is_not_changing(company: Company) -> None:
    ask = sent(company)
    reads = Caller(create_token(company.liu, by=None, name="r", scopes=["collaborations:read"]))
    assert reads.get(f"/asks/{ask.pk}").status_code == 200
    for status, answer in (
        (403, reads.post(f"/asks/{ask.pk}/answers", {"verb": "accept"})),
        (403, reads.get("/duties")),
        (403, reads.get("/insight")),
        (200, reads.get("/me")),
    ):
        assert answer.status_code == status
    assert reads.get("/duties").json()["code"] == "Scope"
    writes = Caller(create_token(company.liu, by=None, name="w", scopes=["collaborations:write"]))
    assert writes.get(f"/asks/{ask.pk}").status_code == 200


@pytest.mark.check("T150")
@pytest.mark.check("T151")
def test_too_many_calls_in_a_minute_wait_for_the_next(
    company: Company, calling: Calling, settings: object, clock: ModuleType
) -> None:
    settings.API_CALLS = 20
    caller = calling(company.li)
    found = [caller.get("/me").status_code for _ in range(21)]
    assert found == [200] * 20 + [429]
    late = caller.get("/me")
    assert 0 < int(late["Retry-After"]) <= 60
    clock.advance(timedelta(minutes=1))
    assert caller.get("/me").status_code == 200
    assert Token.objects.get(person=company.li).used_at == clock.now()


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T150")
def test_processes_that_open_a_minute_at_once_all_take_calls_of_it(
    company: Company, calling: Calling, clock: ModuleType
) -> None:
    calling(company.li)
    token = Token.objects.get(person=company.li)
    lot = partial(take_calls, token, 10, window=clock.now(), most=80)
    assert at_once(*[lot] * 8) == [True] * 8
    assert not lot()


@pytest.mark.check("T047")
def test_what_changed_since_it_was_read_is_not_overwritten(
    company: Company, calling: Calling
) -> None:
    ask = sent(company)
    caller = calling(company.liu)
    read = caller.get(f"/asks/{ask.pk}")
    same = caller.client.get(
        f"/api/v1/asks/{ask.pk}", headers=caller.headers | {"If-None-Match": read["ETag"]}
    )
    assert (same.status_code, same.content) == (304, b"")
    body = {"verb": "ask_back", "sentence": "哪些渠道？"}
    assert caller.seeing(read["ETag"]).post(f"/asks/{ask.pk}/answers", body).status_code == 201
    stale = caller.seeing(read["ETag"]).post(f"/asks/{ask.pk}/answers", body)
    assert (stale.status_code, stale.json()["code"]) == (412, "Changed")


@pytest.mark.check("T021")
def test_a_revoked_token_opens_no_page(company: Company, calling: Calling) -> None:
    caller = calling(company.li)
    assert caller.get("/duties").status_code == 200
    revoke_token(Token.objects.get(), by=company.li)
    assert caller.get("/duties").status_code == 401


def test_a_body_too_long_is_refused_unread(company: Company, calling: Calling) -> None:
    refused = calling(company.li).post("/duties/new", DUTY | {"description": "长" * 400_000})
    assert (refused.status_code, refused.json()["code"]) == (413, "TooLong")


def test_the_fields_of_a_page_stand_in_the_description() -> None:
    by_path = {place.path: fields_of(place.plain) for place in places()}
    assert {"who", "name", "departments", "rhythm"} <= set(by_path["duties/new"])
    assert {"verb"} <= set(by_path["asks/<uuid:ask>/answers"])


def read(response: HttpResponse) -> str:
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="ignore")
