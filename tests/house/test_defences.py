"""What attackers try at every door of the house, whatever stands behind it."""

import ast
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from django.test import Client

import tongzhou
from tests.company import Company
from tests.house.permission_matrix import matrix
from tests.house.routes import routes
from tests.poison.places import addresses
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person
from tongzhou.org.proof import KEY

SignedIn = Callable[[Person], Client]
ROUTES = {route.path: route for route in routes()}
OWN_PROOF = ("a/", "unsubscribe/", "apps/", "robots/", "callbacks/")
"""What carries a secret of its own in its address, or the signature of a messenger."""
OWN_NAMES = frozenset(
    {
        "collaborations/access.py", "config/doctor.py", "config/stand.py", "core/forgetting.py",
        "core/planner.py", "journal/append_only.py", "journal/bell.py", "knowledge/guards.py",
        "org/reading.py",
    }
)  # fmt: skip
"""Statements with names of tables and constants of the program; nothing in them was ever typed."""
FORMATTED = (ast.JoinedStr, ast.BinOp)
ASKS_THE_DATABASE = frozenset({"execute", "executemany", "raw", "extra", "RawSQL"})


@pytest.mark.check("T127")
def test_nothing_changes_without_the_key_of_the_form(company: Company) -> None:
    browser, let_in = Client(enforce_csrf_checks=True), []
    browser.force_login(company.administrator)
    sent = cycle(({}, {"csrfmiddlewaretoken": "x" * 64}))
    for path, method in matrix():
        if method == "POST" and not ROUTES[path].is_api and not path.startswith(OWN_PROOF):
            status = browser.post(ROUTES[path].to_nothing(), next(sent)).status_code
            let_in += [] if status == 403 else [(path, status)]
    assert let_in == []


@pytest.mark.check("T127")
def test_a_browser_that_is_signed_in_is_nobody_at_the_doors_of_programs(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.administrator)
    for address in ("/api/v1/collaborations", "/scim/v2/Users"):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
            assert browser.post(address, "{}", content_type=kind).status_code == 401


@pytest.mark.check("T120")
def test_no_statement_is_put_together_from_text() -> None:
    """A new place is looked at by somebody before it stands in `OWN_NAMES`."""
    mine = Path(tongzhou.__file__).parent
    found = {
        str(path.relative_to(mine)): lines
        for path in mine.rglob("*.py")
        if "migrations" not in path.parts and (lines := list(_formatted(path)))
    }
    assert {place: lines for place, lines in found.items() if place not in OWN_NAMES} == {}
    assert found.keys() >= OWN_NAMES


@pytest.mark.check("T120")
@pytest.mark.check("T154")
def test_no_word_of_an_address_reaches_the_database_as_more_than_a_value(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    evil = "'\"`;--)%_\\\u0000\u202e"
    names = ("sort", "order", "state", "q", "page", "filter", "group", "by", "on", "source", "rows")
    for address in addresses():
        if "<" not in address and "?" not in address:
            answer = browser.get(address, dict.fromkeys(names, evil))
            assert answer.status_code < 500, address
            b"".join(answer) if answer.streaming else answer.content


@pytest.mark.check("T125")
def test_a_line_of_the_log_stays_one_line(
    company: Company, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    browser = signed_in(company.li)
    for evil in ("%0d%0aERROR+forged", "%1b%5b31mred", "%e2%80%ae", "%c2%85x"):
        browser.get(f"/nothing/{evil}")
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 4
    assert [line for line in lines if re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", line)] == []


@pytest.mark.check("T152")
def test_programs_cannot_ask_for_everything_at_once(company: Company) -> None:
    token = create_token(company.li, by=None, name="x")
    headers = {"Authorization": f"Bearer {token}"}
    client = Client()
    asked = client.get("/api/v1/collaborations?limit=100000", headers=headers)
    assert asked.status_code == 422
    nested = "[" * 20_000 + "]" * 20_000
    for body, statuses in (("x" * 1_000_001, (413,)), (nested, (400, 422))):
        answer = client.post(
            "/api/v1/collaborations", body, content_type="application/json", headers=headers
        )
        assert answer.status_code in statuses


@pytest.mark.check("T028")
def test_a_proof_in_a_browser_is_no_proof_of_a_program(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    assert KEY in browser.session
    token = create_token(company.li, by=None, name="x")
    answer = browser.post(
        "/api/v1/me/tokens", "{}", content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert answer.status_code in (403, 404)


def _formatted(path: Path) -> Iterator[int]:
    text = path.read_text()
    if not any(f"{word}(" in text for word in ASKS_THE_DATABASE):
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ASKS_THE_DATABASE and isinstance(node.args[0], FORMATTED):
            yield node.lineno
