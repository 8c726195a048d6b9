import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Caller
from tests.collaborations.asking import drafted, drafted_case, sent
from tests.company import Company
from tongzhou.org.actions.tokens import create_token, revoke_token
from tongzhou.org.models import Person, Token
from tongzhou.org.scopes import SCOPES

pytestmark = pytest.mark.django_db
Calling = Callable[[Person | None], Caller]


def test_a_token_says_who_calls(company: Company, calling: Calling) -> None:
    found = calling(company.liu).get("/me").json()
    assert (found["name"], found["department"]["name"]) == ("刘洋", "产品部")


@pytest.mark.parametrize(
    "path", ["/me", "/collaborations", f"/collaborations/{UUID(int=1)}", f"/asks/{UUID(int=1)}"]
)
def test_without_a_valid_token_nothing_is_said(
    company: Company, calling: Calling, signed_in: Callable, path: str
) -> None:
    refused = calling(None).get(path)
    assert (refused.status_code, refused.json()["code"]) == (401, "Unauthenticated")
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert signed_in(company.liu).get(f"/api/v1{path}").status_code == 401
    caller = calling(company.liu)
    caller.headers["Authorization"] += "x"
    assert caller.get(path).status_code == 401


def test_a_revoked_token_and_a_closed_account_open_nothing(
    company: Company, calling: Calling
) -> None:
    caller, other = calling(company.liu), calling(company.li)
    revoke_token(Token.objects.get(person=company.liu), by=company.liu)
    assert caller.get("/me").status_code == 401
    company.li.is_active = False
    company.li.save(update_fields=["is_active"])
    assert other.get("/me").status_code == 401


@pytest.mark.check("T012")
def test_the_list_shows_exactly_what_may_be_opened(company: Company, calling: Calling) -> None:
    case = sent(company).collaboration
    draft = drafted_case(company)
    for person in company.everyone:
        caller = calling(person)
        listed = {row["id"] for row in caller.get("/collaborations").json()["items"]}
        for one in (case, draft):
            status = caller.get(f"/collaborations/{one.pk}").status_code
            assert (status == 200) == (str(one.pk) in listed)
            assert status in (200, 404)
            assert caller.get(f"/collaborations/{one.pk}/tasks").status_code == status


def test_one_collaboration_says_whose_move_it_is_and_what_one_may_do(
    company: Company, calling: Calling
) -> None:
    ask = sent(company)
    found = calling(company.liu).get(f"/collaborations/{ask.collaboration_id}").json()
    assert found["number"] == ask.collaboration.number
    assert {party["name"] for party in found["parties"]} == {"市场部", "产品部", "销售部"}
    [ball] = [one for one in found["balls"] if one["matter"] == str(ask.pk)]
    assert (ball["department"]["name"], ball["person"]["name"]) == ("产品部", "刘洋")
    [mine] = [one for one in found["asks"] if one["id"] == str(ask.pk)]
    assert {"accept", "counter", "decline", "ask_back"} <= set(mine["verbs"])
    assert found["verbs"] == []
    theirs = calling(company.li).get(f"/collaborations/{ask.collaboration_id}").json()
    assert {"pause", "cancel"} <= set(theirs["verbs"])


def test_labels_are_in_the_language_of_the_person(company: Company, calling: Calling) -> None:
    ask = sent(company)
    company.liu.language = "en"
    company.liu.save(update_fields=["language"])
    assert calling(company.liu).get(f"/asks/{ask.pk}").json()["state"] == {
        "key": "sent",
        "label": "Waiting for an answer",
    }


def test_what_one_may_not_see_looks_like_what_is_not_there(
    company: Company, calling: Calling
) -> None:
    ask = sent(company)
    caller = calling(company.feng)
    hidden, absent = caller.get(f"/asks/{ask.pk}"), caller.get(f"/asks/{uuid4()}")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert hidden.json()["code"] == "NotFound"


@pytest.mark.parametrize("count", [1, 10, 30])
def test_a_list_costs_the_same_at_any_length(
    company: Company, calling: Calling, count: int
) -> None:
    for _ in range(count):
        drafted(company)
    caller = calling(company.li)
    caller.get("/me")
    with CaptureQueriesContext(connection) as asked:
        assert caller.get("/collaborations").json()["count"] == count
    assert len(asked) <= 8


def test_pages_follow_each_other(company: Company, calling: Calling) -> None:
    for _ in range(21):
        drafted_case(company)
    caller = calling(company.li)
    first, second = (caller.get("/collaborations", page=page).json() for page in (1, 2))
    assert (first["pages"], len(first["items"]), len(second["items"])) == (2, 20, 1)
    assert caller.get("/collaborations", page=0).status_code == 422


def test_who_goes_on_by_cursor_misses_nothing_that_stood_there(
    company: Company, calling: Calling
) -> None:
    for _ in range(41):
        drafted_case(company)
    caller = calling(company.li)
    first = caller.get("/collaborations").json()
    drafted_case(company)
    second = caller.get("/collaborations", cursor=first["next"]).json()
    third = caller.get("/collaborations", cursor=second["next"]).json()
    seen = [row["id"] for part in (first, second, third) for row in part["items"]]
    assert (len(seen), len(set(seen)), third["next"]) == (41, 41, None)
    broken = caller.get("/collaborations", cursor="x")
    assert (broken.status_code, list(broken.json()["errors"])) == (422, ["cursor"])


def test_a_bundle_goes_in_and_comes_out_as_it_was(company: Company) -> None:
    secret = create_token(company.administrator, by=None, name="x", scopes=list(SCOPES))
    caller, file = Caller(secret), Path(__file__).parents[1] / "past" / "small.json"
    given = json.loads(file.read_text())
    for headers, counts in (({"Tongzhou-Dry-Run": "1"}, "created"), ({}, "created"), ({}, "same")):
        with file.open("rb") as sent_file:
            taken = caller.client.post(
                "/api/v1/bundles", {"file": sent_file}, headers=caller.headers | headers
            )
        assert taken.status_code == 200, taken.content
        assert taken.json()[counts] == len(given["collaborations"])
    back = caller.get(f"/bundles/{given['origin']['key']}").json()
    assert back["collaborations"] == given["collaborations"]
    member = Caller(create_token(company.li, by=None, name="x", scopes=list(SCOPES)))
    assert member.get(f"/bundles/{given['origin']['key']}").status_code == 403


def test_the_description_is_public_and_names_every_refusal(client: object) -> None:
    found = client.get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    operations = [way for ways in found["paths"].values() for way in ways.values()]
    assert operations
    for operation in operations:
        assert {"400", "401", "403", "404", "409", "412", "422", "429"} <= set(
            operation["responses"]
        )
        assert operation["security"]
