from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.live.serving import Stream, serving
from tongzhou.org.models import Person

Open = Callable[..., Stream]


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def cookie(signed_in: Callable[[Person], Client]) -> Callable[[Person], str]:
    return lambda person: signed_in(person).cookies["session"].value


@pytest.fixture
def listen(address: str, cookie: Callable[[Person], str]) -> Iterator[Open]:
    """Opens `/events` as a person and reads past the greeting."""
    opened: list[Stream] = []

    def open_stream(person: Person | str, path: str = "/events", last: str = "") -> Stream:
        key = person if isinstance(person, str) else cookie(person)
        opened.append(Stream(address, key, path, last))
        if opened[-1].status == 200:
            assert opened[-1].next().event == "open"
        return opened[-1]

    yield open_stream
    for one in opened:
        one.close()
