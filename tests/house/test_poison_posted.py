"""What attackers type into the forms themselves, as a browser sends them: kept as text, or refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import build
from tests.company import Company
from tests.forms import send
from tests.poison.looking import faults
from tests.poison.pouring import MARK, PAYLOADS
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
FEW = PAYLOADS[::30]
SENT = (303, 422)
"""Taken, or refused in the form that shows it again; nothing else can come of a text."""


@pytest.mark.django_db
@pytest.mark.check("T116")
@pytest.mark.parametrize(
    "payloads", [FEW, pytest.param(PAYLOADS, marks=pytest.mark.nightly)], ids=["few", "all"]
)
def test_what_is_typed_into_forms_is_text_where_it_is_shown(
    company: Company, signed_in: SignedIn, clock: ModuleType, payloads: list[str]
) -> None:
    case = build(company).case
    browser, taken = signed_in(company.lin), 0
    wrong: dict[tuple[str, str], Any] = {}
    shown: set[str] = set()
    for payload in payloads:
        clock.advance(timedelta(seconds=5))
        for address, fields in forms(company, case.pk, payload):
            answer = send(browser, address, **fields)
            taken += answer.status_code == 303
            shown |= {answer.url} if answer.status_code == 303 else set()
            if answer.status_code not in SENT:
                wrong[address, payload] = answer.status_code
            elif found := faults(answer.content.decode()):
                wrong[address, payload] = found
    assert taken >= len(payloads) * 4
    met = 0
    for address in [*{one.split("#")[0] for one in shown}, "/terms", "/duties", "/teams"]:
        page = browser.get(address).content.decode()
        met += MARK in page
        if found := faults(page):
            wrong[address, "page"] = found
    assert wrong == {}
    assert met > len(payloads)


def forms(company: Company, case: object, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    ours, theirs = str(company.marketing.pk), str(company.product.pk)
    name = text[:60]
    yield f"/collaborations/{case}/comments", {"text": text}
    yield "/terms/new", {"name": name, "department": ours, "text": text, "spellings": name}
    yield "/duties/new", {"name": name, "rhythm": "monthly", "description": text, "who": "gap",
                          "departments": [ours, theirs]}  # fmt: skip
    yield "/teams/new", {"name": name, "purpose": text, "measure": name, "rights": text,
                         "since": "2023-7-3", "until": "2023年9月29日"}  # fmt: skip
    yield "/gains/new", {"giver": ours, "receiver": theirs, "what": text[:200]}
    yield f"/collaborations/{case}/problems/new", {
        "kind": "resource", "department": ours, "other": theirs, "fact": text, "impact": text, "need": text,
    }  # fmt: skip
    yield f"/collaborations/{case}/edit", {"name": name, "background": text, "goal": text}
