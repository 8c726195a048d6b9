"""What one side weighs and answers: changing it changes nothing that another can read, anywhere.

The pages are found by the routes and the tables by their rule, so that what is added later is asked too.
"""

import json
import re
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models
from django.test import Client, RequestFactory

from tests.company import Company
from tests.interests import dealing
from tests.pages.visiting import doors, status_of
from tongzhou.collaborations.models import Named
from tongzhou.interests.access import PrivateQuerySet
from tongzhou.interests.actions.deals.points import Weights
from tongzhou.interests.models import (
    Deal,
    DealAnswer,
    DealPoints,
    DealScore,
    TableFloor,
    TableScore,
)
from tongzhou.interests.packages import Problem
from tongzhou.interests.solving import solved
from tongzhou.journal.models import Entry
from tongzhou.journal.once import _body_hash
from tongzhou.journal.worker import run_once
from tongzhou.org import actions as org

SignIn = Callable[[Any], Client]
CHANGING = re.compile(r"[\w-]{16,}|\w+_[0-9a-f]{6}\b|\d\d:\d\d(:\d\d)?")
OPEN = ("/", "/notices", "/exchange", "/exchange/picture", "/collaborations", "/insight",
        "/search?q=九月版本", "/search?q=驻场")  # fmt: skip
PRIVATE: set[type[models.Model]] = {DealAnswer, DealPoints, DealScore, TableFloor, TableScore}


def test_every_private_table_is_one_that_these_tests_change() -> None:
    found = {
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "objects", None), models.Manager)
        and isinstance(model.objects.all(), PrivateQuerySet)
    }
    assert found == PRIVATE


@pytest.mark.check("T012", "T013", "T014")
@pytest.mark.parametrize("state", [pytest.param("weighing", marks=pytest.mark.nightly), "asked"])
def test_no_page_changes_when_another_side_weighs_and_answers_otherwise(
    company: Company, signed_in: SignIn, state: str
) -> None:
    deal = _brought_to(company, state)
    readers = [company.lin, company.auditor, company.gao]
    before = {one.login: list(_everything(one, deal, signed_in)) for one in readers}
    assert len(before["lin"]) > 20
    other = {"side__department": company.product}
    for points in DealPoints.objects.filter(**other):
        DealPoints.objects.filter(pk=points.pk).update(value=100 - points.value)
    for score in DealScore.objects.filter(**other):
        DealScore.objects.filter(pk=score.pk).update(value=10 - score.value)
    DealAnswer.objects.filter(**other).update(is_yes=False)
    for one in readers:
        assert list(_everything(one, deal, signed_in)) == before[one.login], one.login


def test_the_journal_and_what_is_kept_of_a_form_know_no_figure(
    company: Company,
) -> None:
    deal = dealing.asked(company)
    for name in dealing.SIDES:
        dealing.say(company, deal, name, yes=True)
    run_once()
    payloads = list(
        Entry.objects.filter(kind__startswith="deal.").values_list("payload", flat=True)
    )
    assert {name for one in payloads for name in one} <= {
        "question", "departments", "round", "department", "choices"
    }  # fmt: skip
    assert not re.search(r'"(points|score|value|is_yes)"', json.dumps(payloads))
    assert repr(Weights({deal.pk: 60}, {})) == "Weights(…)"


def test_what_is_kept_to_send_a_form_once_cannot_be_tried_out(settings: Any) -> None:
    """Some forms have few possible contents; whoever lacks the key of the house guesses in vain."""
    digests = set()
    for key in ("one", "two"):
        settings.SECRET_KEY = key
        digests.add(_body_hash(RequestFactory().post("/", {"answer": "yes"})))
    assert len(digests) == 2


def test_between_two_sides_no_figure_of_the_other_follows_from_the_package() -> None:
    """Whoever knows the own figures and the package still finds two values for each of the other's."""
    scores, points = (0, 5, 10), range(0, 101, 20)
    profiles = list(product(points, *[scores] * 4))
    for mine in [(60, 0, 10, 0, 5), (20, 5, 10, 10, 5), (100, 0, 5, 0, 10), (40, 5, 0, 0, 10)]:
        shown: dict[Any, list[set[int]]] = {}
        for other in profiles:
            possible = shown.setdefault(_package(mine, other), [set() for _one in other])
            for found, value in zip(possible, other, strict=True):
                found.add(value)
        for package, possible in shown.items():
            assert all(len(found) > 1 for found in possible), (mine, package)


def _package(mine: tuple[int, ...], other: tuple[int, ...]) -> object:
    """Two open points with two ways each; None where there is no package."""
    sides = (mine, other)
    values = tuple(
        tuple(
            tuple(_points(side, term) * side[1 + term * 2 + way] for side in sides)
            for way in range(2)
        )
        for term in range(2)
    )
    floors = tuple(sum(term[0][at] for term in values) for at in range(2))
    if max(floors) >= 1000:
        return None
    found = solved(Problem(values, floors, (1000, 1000)))
    return found.protects.choices if found.protects else None


def _points(side: tuple[int, ...], term: int) -> int:
    return side[0] if term == 0 else 100 - side[0]


def _brought_to(company: Company, state: str) -> Deal:
    if state == "weighing":
        deal = dealing.opened(company)
        dealing.hand_in(company, deal, "product")
    else:
        deal = dealing.asked(company)
        dealing.say(company, deal, "product", yes=True)
    run_once()
    Named.objects.create(
        collaboration=deal.collaboration, person=company.gao, why=Named.Why.FACILITATOR
    )
    return deal


TAGS = ("ETag", "Last-Modified", "Content-Length", "X-Total-Count", "Link")
ALIGNING = ("collaborations/<uuid:collaboration>", "deal", "option-tables", "table-")


def _everything(reader: Any, deal: Deal, signed_in: SignIn) -> Iterable[str]:
    """All pages that there are, and what programs are told, with what a cache is told of it."""
    client = signed_in(reader)
    found = list(doors())
    for address in [*OPEN, *(door.address for door in found)]:
        answer = client.get(address)
        said = "" if answer.streaming else text_of(answer.content)
        yield f"{address} {status_of(answer)} {_tags(answer)} {said}"
    token = org.create_token(reader, by=None, name="reader")
    given = {"Authorization": f"Bearer {token}"}
    told = [f"/collaborations/{deal.collaboration_id}", "/today", "/collaborations", "/notices"]
    told += [door.address for door in found if door.path.startswith(ALIGNING)]
    for address in told:
        answer = client.get(f"/api/v1{address}", headers=given)
        said = "" if answer.streaming else text_of(answer.content)
        yield f"/api/v1{address} {status_of(answer)} {_tags(answer)} {said}"


def _tags(answer: Any) -> list[str | None]:
    """Workbooks say when they were written, so their bytes are never the same."""
    if answer.streaming or answer.content.startswith(b"PK"):
        return []
    return [answer.headers.get(name) for name in TAGS]


def text_of(content: bytes) -> str:
    """Without what differs from one reading to the next; of a workbook what its sheets say."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as parts:
            said = [parts.read(one) for one in parts.namelist() if not one.startswith("docProps")]
        content = b"".join(said)
    return CHANGING.sub("", content.decode("utf-8", "replace"))
