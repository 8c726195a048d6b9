"""Whoever pages through a list sees each line once that may be seen, whatever comes meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import build
from tests.api.conftest import Caller
from tests.company import Company
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.discussions.actions import comments
from tongzhou.discussions.models import Comment
from tongzhou.discussions.subjects import find
from tongzhou.journal.events import echoes
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task

Calling = Callable[[Person | None], Caller]
LISTS: dict[str, Any] = {
    "/tasks": Task, "/asks": Ask, "/people": Person, "/departments": Department,
    "/comments": Comment, "/notices": Notice,
}  # fmt: skip


@pytest.fixture
def case(company: Company) -> Collaboration:
    found = build(company).case
    matter = find("collaboration", found.pk, by=company.li)
    assert matter
    for number in range(21):
        comments.write(matter, f"第 {number} 条", by=company.li)
    comments.remove(Comment.objects.order_by("pk")[0], by=company.li)
    run_once()
    return found


def all_of(caller: Caller, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = caller.get(path, cursor=cursor, limit="20").json()
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            return items


@pytest.mark.check("T012")
def test_a_list_holds_what_may_be_seen_and_each_of_it_once(
    case: Collaboration, company: Company, calling: Calling
) -> None:
    for person in (company.li, company.feng, company.auditor):
        caller = calling(person)
        for path, model in LISTS.items():
            seen = model.objects.visible_to(person)
            seen = seen.standing() if model is Task else seen
            wanted = {str(pk) for pk in seen.values_list("pk", flat=True)}
            found = [one["id"] for one in all_of(caller, path)]
            assert (sorted(found), len(found)) == (sorted(wanted), len(wanted)), (person, path)
    assert all_of(calling(company.feng), "/tasks") == []
    [removed, *others] = all_of(calling(company.li), "/comments")
    assert (removed["text"], others[0]["text"]) == ("", "第 1 条")


def test_what_people_sign_in_as_is_told_to_administrators_alone(
    company: Company, calling: Calling
) -> None:
    for person in (company.li, company.auditor):
        assert {one["login"] for one in all_of(calling(person), "/people")} == {None}
    assert company.li.login in {
        one["login"] for one in all_of(calling(company.administrator), "/people")
    }


def test_what_happened_is_told_from_the_first_entry_on(
    case: Collaboration, company: Company, calling: Calling
) -> None:
    path = f"/collaborations/{case.pk}/entries"
    found = all_of(calling(company.li), path)
    rows = Entry.objects.filter(collaboration=case.pk).exclude(kind__in=echoes()).order_by("seq")
    assert [one["seq"] for one in found] == list(rows.values_list("seq", flat=True))
    assert all(one["sentence"] for one in found)
    assert calling(company.feng).get(path).status_code == 404


def test_a_line_added_meanwhile_comes_last_and_moves_none(
    case: Collaboration, company: Company, calling: Calling
) -> None:
    caller = calling(company.li)
    first = caller.get("/comments", limit="20").json()
    matter = find("collaboration", case.pk, by=company.li)
    assert matter
    comments.write(matter, "后来的", by=company.wang)
    second = caller.get("/comments", limit="20", cursor=first["next"]).json()
    texts = [one["text"] for one in first["items"] + second["items"]]
    assert len(texts) == 22
    assert texts[-1] == "后来的"


def test_a_list_asks_the_same_however_long_it_is_and_refuses_what_is_no_cursor(
    case: Collaboration, company: Company, calling: Calling
) -> None:
    caller = calling(company.li)
    caller.get("/me")
    for path in (*LISTS, f"/collaborations/{case.pk}/entries"):
        with CaptureQueriesContext(connection) as asked:
            assert caller.get(path, limit="100").status_code == 200
        assert len(asked) <= 9, path
        for wrong in ("x", "eA==", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5LWE="):
            broken = caller.get(path, cursor=wrong)
            assert (broken.status_code, list(broken.json()["errors"])) == (422, ["cursor"]), path
