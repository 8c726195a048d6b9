"""No page of the story asks the database more than twenty questions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.company import Company
from tests.pages.visiting import doors, status_of
from tongzhou.demo.story.scene import Story
from tongzhou.org.models import Person
from tongzhou.terms.language import language

MOST = 20
OPEN = ("/", "/collaborations", "/collaborations/new", "/notices", "/search?q=留存", "/departments",
        "/people", "/calendar", "/me", "/imports", "/imports/new")  # fmt: skip


@pytest.mark.parametrize("chapters", [1, 3, 5])
def test_no_page_asks_too_many_questions(
    play: Callable[[int], Story],
    company: Company,
    signed_in: Callable[[Person], Client],
    chapters: int,
) -> None:
    play(chapters)
    pages = [*((one, one) for one in OPEN), *((door.path, door.address) for door in doors())]
    language()
    asked: dict[str, int] = {}
    for person in (company.li, company.wang, company.zhou):
        browser = signed_in(person)
        for path, address in pages:
            asked[path] = max(asked.get(path, 0), _questions(browser, address))
    assert {path: one for path, one in asked.items() if one > MOST} == {}


def _questions(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    return len(asked) if status_of(answer) == 200 else 0
