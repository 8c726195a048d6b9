"""Files and searches: one person after the other asks, and many times one person does not."""

from collections.abc import Callable
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.company import Company
from tongzhou.core.verdicts import TooOften
from tongzhou.org.models import Person
from tongzhou.ui.turns import FILES, SEARCHES, in_line, in_turn, turn

SignIn = Callable[[Person], Client]


class Asking(Thread):
    """Somebody who asks for what takes until `made`."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person, self.begun, self.made = person, Event(), Event()
        self.status = 0

    def run(self) -> None:
        request = RequestFactory().get("/")
        request.user = self.person
        self.status = in_turn(FILES)(self.slow)(request).status_code

    def slow(self, request: HttpRequest) -> HttpResponse:
        self.begun.set()
        assert self.made.wait(20)
        return HttpResponse()


@pytest.mark.check("T153")
def test_the_second_waits_its_turn_and_the_third_comes_again() -> None:
    person = Person(id=uuid4())
    first, second = Asking(person), Asking(person)
    first.start()
    assert first.begun.wait(20)
    second.start()
    wait_until(lambda: in_line(person.pk) == 2)
    with pytest.raises(TooOften), turn(person.pk, FILES):
        pass
    assert not second.begun.is_set()
    other = Asking(Person(id=uuid4()))
    other.made.set()
    other.start()
    other.join(20)
    assert other.status == 200, "nobody waits for somebody else"
    for one in (first, second):
        one.made.set()
        one.join(20)
        assert one.status == 200
    with turn(person.pk, 1):
        pass


@pytest.mark.check("T153")
def test_who_asks_too_much_at_once_is_told_when_to_come_again(
    company: Company, signed_in: SignIn
) -> None:
    browser, li = signed_in(company.li), company.li.pk
    paths = ("/insight/tables?table=pairs&as=csv", "/contributions?as=xlsx", "/search?q=a")
    others = [Thread(target=wait_in_line, args=(li,)) for _each in range(SEARCHES - 1)]
    with turn(li, FILES):
        for one in others:
            one.start()
        wait_until(lambda: in_line(li) == SEARCHES)
        for path in paths:
            answer = browser.get(path)
            assert (answer.status_code, answer["Retry-After"]) == (429, "5"), path
    for one in others:
        one.join(20)
    assert [browser.get(path).status_code for path in paths] == [200, 200, 200]
    assert in_line(li) == 0


def wait_in_line(person: UUID) -> None:
    with turn(person, SEARCHES):
        pass


def wait_until(happened: Callable[[], bool]) -> None:
    for _look in range(2_000):
        if happened():
            return
        Event().wait(0.01)
    pytest.fail("it did not happen within twenty seconds")
