"""An identity provider keeps people and departments in step: calls in the shapes Entra and Okta send."""

import json
from typing import Any

import pytest
from django.test import Client

from tests import company as company_module
from tests.at_once import at_once
from tests.company import Company
from tongzhou.api.scim.filters import holds, read_filter
from tongzhou.journal.models import Entry
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Department, Person

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
NEW = {
    "schemas": [USER, ENTERPRISE],
    "externalId": "00u1",
    "userName": "Tao.Yu@example.com",
    "name": {"familyName": "余", "givenName": "涛"},
    "emails": [{"primary": True, "type": "work", "value": "tao.yu@example.com"}],
    "active": True,
    ENTERPRISE: {"department": "销售部"},
}

pytestmark = pytest.mark.django_db


class Provider:
    def __init__(self, person: Person, scopes: tuple[str, ...] = ("provisioning:write",)) -> None:
        token = create_token(person, by=None, name="scim", scopes=scopes)
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}"}

    def call(self, method: str, path: str, body: Any = "", **headers: str) -> Any:
        send = self.client.generic
        body = json.dumps(body) if body != "" else ""
        return send(
            method, f"/scim/v2/{path}", body, "application/scim+json",
            headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Any:
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return self.call("PATCH", path, body, **headers)


@pytest.fixture
def provider(company: Company) -> Provider:
    return Provider(company.administrator)


def test_a_person_comes_changes_leaves_and_comes_back(company: Company, provider: Provider) -> None:
    made = provider.call("POST", "Users", NEW)
    assert made.status_code == 201, made.content
    person = Person.objects.get(login="tao.yu@example.com")
    assert (person.name, person.department, person.has_usable_password()) == (
        "余涛", company.sales, False,
    )  # fmt: skip
    found = made.json()
    assert made["Location"] == found["meta"]["location"]
    assert made["ETag"] == found["meta"]["version"]
    again = provider.call("POST", "Users", NEW)
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    address = f"Users/{person.pk}"
    # Entra: capitals, a path with a filter, an extension's urn, booleans in words.
    changed = provider.patch(
        address,
        {"op": "Replace", "path": "displayName", "value": "余小涛"},
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "13800000000"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "service"},
    )
    assert changed.status_code == 200, changed.content
    person.refresh_from_db()
    assert (person.name, person.mobile, person.department) == (
        "余小涛",
        "13800000000",
        company.service,
    )
    left = provider.patch(address, {"op": "Replace", "path": "active", "value": "False"})
    assert left.json()["active"] is False
    # Okta: no path, an object.
    back = provider.patch(address, {"op": "replace", "value": {"active": True}})
    assert back.json()["active"] is True
    gone = provider.call("DELETE", address)
    assert (gone.status_code, provider.call("GET", address).status_code) == (204, 404)
    person.refresh_from_db()
    assert not person.is_active
    assert provider.call("POST", "Users", NEW).json()["id"] == str(person.pk)
    kinds = list(
        Entry.objects.filter(subject=person.pk).order_by("seq").values_list("kind", flat=True)
    )
    assert [one for one in kinds if one in ("person.left", "person.returned")] == [
        "person.left", "person.returned", "person.left", "person.returned",
    ]  # fmt: skip


def test_put_says_all_of_it_and_names_may_change(company: Company, provider: Provider) -> None:
    found = provider.call("GET", f"Users/{company.zhou.pk}").json()
    wanted = {name: value for name, value in found.items() if name != "title"}
    wanted |= {"userName": "Zhou.Ting", "externalId": "00u7", "emails": []}
    answer = provider.call("PUT", f"Users/{company.zhou.pk}", wanted)
    assert answer.status_code == 200, answer.content
    company.zhou.refresh_from_db()
    assert (company.zhou.login, company.zhou.title, company.zhou.mail) == ("zhou.ting", "", "")
    for body in ({"userName": ""}, wanted | {"emails": [{"value": "no mail"}]}, ["list"]):
        refused = provider.call("PUT", f"Users/{company.zhou.pk}", body)
        assert (refused.status_code, refused["Content-Type"]) == (400, "application/scim+json")
    taken = provider.call("PUT", f"Users/{company.wu.pk}", {"userName": "wu", "externalId": "00u7"})
    assert (taken.status_code, taken.json()["scimType"]) == (409, "uniqueness")


@pytest.mark.parametrize(
    ("wanted", "logins"),
    [
        ('userName eq "LIN"', {"lin"}),
        ('userName eq "lin" and active eq true', {"lin"}),
        ('userName eq "lin" and active eq false', set()),
        ('emails[type eq "work" and value eq "lin@example.com"]', {"lin"}),
        ('emails.value eq "lin@example.com" or displayName eq "高洁"', {"lin", "gao"}),
        (f'{USER}:userName sw "wang_"', {"wang_gong"}),
        ('not (userName pr)', set()),
        ('externalId eq "00u1"', set()),
        ('id eq "no id"', set()),
    ],
)  # fmt: skip
def test_a_provider_finds_people(provider: Provider, wanted: str, logins: set[str]) -> None:
    answer = provider.client.get("/scim/v2/Users", {"filter": wanted}, headers=provider.headers)
    assert answer.status_code == 200, answer.content
    assert {one["userName"] for one in answer.json()["Resources"]} == logins


@pytest.mark.parametrize(
    "wanted",
    ['userName', 'userName eq', 'userName eq "a', '(userName pr', 'userName zz "a"', "(" * 50, 'shoe eq "4"',
     'userName eq 3', "[]", '" eq "x"'],
)  # fmt: skip
def test_a_filter_nobody_can_read_is_told_so(provider: Provider, wanted: str) -> None:
    answer = provider.client.get("/scim/v2/Users", {"filter": wanted}, headers=provider.headers)
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter")


def test_pages_follow_each_other(company: Company, provider: Provider) -> None:
    seen: list[str] = []
    total = 1
    while len(seen) < total:
        page = provider.call("GET", f"Users?startIndex={len(seen) + 1}&count=7").json()
        total = page["totalResults"]
        assert page["itemsPerPage"] == len(page["Resources"]) <= 7
        seen += [one["id"] for one in page["Resources"]]
    assert len(set(seen)) == total == len(company.everyone)
    counted = provider.call("GET", "Users?count=0&attributes=userName").json()
    assert (counted["totalResults"], counted["Resources"]) == (total, [])


def test_groups_are_departments_and_their_members_work_there(
    company: Company, provider: Provider
) -> None:
    group = {
        "displayName": "海外部",
        "externalId": "g1",
        "members": [{"value": str(company.auditor.pk)}],
    }
    made = provider.call("POST", "Groups", group)
    assert made.status_code == 201, made.content
    place = Department.objects.get(name="海外部")
    assert (place.parent, place.code) == (company.root, "haiwaibu")
    company.auditor.refresh_from_db()
    assert company.auditor.department == place, "who stood at the top moves in"
    address = f"Groups/{place.pk}"
    provider.patch(
        address, {"op": "add", "path": "members", "value": [{"value": str(company.lin.pk)}]}
    )
    company.lin.refresh_from_db()
    assert company.lin.department == company.marketing, "whoever has a home keeps it"
    assert [one.department for one in company.lin.second_homes.all()] == [place]
    members = {one["value"] for one in provider.call("GET", address).json()["members"]}
    assert members == {str(company.auditor.pk), str(company.lin.pk)}
    assert "members" not in provider.call("GET", f"{address}?excludedAttributes=members").json()
    out = {"op": "remove", "path": f'members[value eq "{company.lin.pk}"]'}
    assert provider.patch(address, out).status_code == 200
    assert not company.lin.second_homes.exists()
    renamed = provider.patch(address, {"op": "replace", "value": {"displayName": "国际部"}})
    assert renamed.json()["displayName"] == "国际部"
    assert provider.call("DELETE", address).status_code == 204
    place.refresh_from_db()
    company.auditor.refresh_from_db()
    assert (place.successor, company.auditor.department) == (company.root, company.root)
    assert provider.call("GET", address).status_code == 404
    assert provider.call("DELETE", f"Groups/{company.root.pk}").status_code == 409


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    company: Company, provider: Provider
) -> None:
    address = f"Users/{company.wu.pk}"
    seen = provider.call("GET", address)
    assert provider.call("GET", address, If_None_Match=seen["ETag"]).status_code == 304
    title = {"op": "replace", "path": "title", "value": "大客户经理"}
    assert provider.patch(address, title, If_Match=seen["ETag"]).status_code == 200
    late = provider.patch(address, {**title, "value": "别的"}, If_Match=seen["ETag"])
    assert (late.status_code, late.json()["status"]) == (412, "412")


def test_all_of_a_patch_or_nothing(company: Company, provider: Provider) -> None:
    refused = provider.patch(
        f"Users/{company.wu.pk}",
        {"op": "replace", "path": "title", "value": "总监"},
        {"op": "replace", "path": "userName", "value": "li"},
    )
    assert refused.status_code == 400
    company.wu.refresh_from_db()
    assert company.wu.title == "销售代表"


@pytest.mark.check("T028")
def test_only_an_administrators_token_of_this_scope_opens_the_door(
    company: Company, provider: Provider
) -> None:
    other = Provider(company.administrator, ("administration:write", "organisation:write"))
    member = Provider(company.li)
    for caller in (other, member):
        refused = caller.call("POST", "Users", NEW)
        assert (refused.status_code, refused.json()["schemas"][0][-5:]) == (403, "Error")
    assert Client().get("/scim/v2/Users").status_code == 401
    assert provider.client.get("/api/v1/departments", headers=provider.headers).status_code == 403
    own = provider.patch(
        f"Users/{company.administrator.pk}", {"op": "replace", "path": "active", "value": False}
    )
    assert own.status_code == 409, "nobody closes the account the token belongs to"


@pytest.mark.check("T028")
def test_a_provider_does_not_say_how_who_administers_or_audits_signs_in(
    company: Company, provider: Provider
) -> None:
    for person in (company.auditor, company.administrator):
        address = f"Users/{person.pk}"
        for path, value in (
            ("userName", "mine"),
            ('emails[type eq "work"].value', "me@evil.example"),
        ):
            refused = provider.patch(address, {"op": "replace", "path": path, "value": value})
            assert (refused.status_code, refused.json()["schemas"][0][-5:]) == (403, "Error")
        title = provider.patch(address, {"op": "replace", "path": "title", "value": "顾问"})
        assert title.status_code == 200, title.content


def test_who_left_stays_out_until_the_provider_says_otherwise(
    company: Company, provider: Provider
) -> None:
    address = f"Users/{company.wu.pk}"
    provider.patch(address, {"op": "replace", "path": "active", "value": False})
    put = provider.call("PUT", address, {"userName": "wu", "displayName": "吴凡"})
    assert (put.status_code, put.json()["active"]) == (200, False)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "Users", "[" * 60_000, 400),
        ("POST", "Users", '{"userName": "x", "title": ' + "[" * 900 + "]" * 900 + "}", 400),
        ("POST", "Users", '{"userName": "x", "title": "\\u0000"}', 400),
        ("POST", "Groups", '{"displayName": "\\ud800"}', 400),
        ("GET", "Users?startIndex=99999999999999999999", "", 200),
        ("GET", "Users?filter=userName+eq+%22a%5Cu0000%22", "", 400),
    ],
)
def test_what_nobody_can_read_or_keep_is_told_so(
    provider: Provider, method: str, path: str, body: str, status: int
) -> None:
    answer = provider.client.generic(
        method, f"/scim/v2/{path}", body, "application/scim+json", headers=provider.headers
    )
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/scim+json")


def test_a_path_chooses_among_several_values_only(company: Company, provider: Provider) -> None:
    path = 'active[value eq "x"]'
    answer = provider.patch(f"Users/{company.wu.pk}", {"op": "add", "path": path, "value": 1})
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidPath")


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_come_at_once_by_one_name_is_told_so() -> None:
    provider = Provider(company_module.build().administrator)
    answers = at_once(*[lambda: provider.call("POST", "Users", NEW)] * 2)
    assert sorted(one.status_code for one in answers) == [201, 409]  # type: ignore[attr-defined]
    assert Person.objects.filter(login="tao.yu@example.com").count() == 1


def test_the_server_says_what_it_can_do(provider: Provider) -> None:
    config = provider.call("GET", "ServiceProviderConfig").json()
    assert config["patch"]["supported"]
    assert not config["bulk"]["supported"]
    for listing in ("Schemas", "ResourceTypes"):
        for one in provider.call("GET", listing).json()["Resources"]:
            path = one["meta"]["location"].partition("/scim/v2/")[2]
            assert provider.call("GET", path).json()["id"] == one["id"]


def test_values_of_a_list_are_chosen_by_what_they_say() -> None:
    chosen = read_filter('type eq "work" and not (value co "old")')
    assert holds(chosen, {"type": "Work", "value": "new@example.com"})
    assert not holds(chosen, {"type": "work", "value": "old@example.com"})
