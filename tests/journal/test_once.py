from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from types import ModuleType
from uuid import uuid4

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tests.company import Company
from tests.journal.events import lamp
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import cursors
from tongzhou.journal.actions.commands import sweep
from tongzhou.journal.models import Command, Cursor, Entry
from tongzhou.journal.once import Busy, once
from tongzhou.org.models import Person


@once
def light(request: HttpRequest) -> HttpResponse:
    entry = lamp(request.POST.get("colour", "红"))
    if request.POST.get("outcome") == "fragment":
        return HttpResponse("fragment")
    if request.POST.get("outcome") == "invalid":
        return HttpResponse("typed text", status=422)
    if request.POST.get("outcome") == "refused":
        raise NotPossibleNow("first the kickoff")
    return HttpResponseRedirect(f"/lamps/{entry.seq}", status=303)


def post(
    path: str = "/lamps", *, person: Person | None = None, htmx: bool = False, **fields: object
) -> HttpRequest:
    headers = {"HX-Request": "true"} if htmx else {}
    request = RequestFactory().post(path, fields, headers=headers)
    request.user = person or AnonymousUser()
    return request


@pytest.mark.django_db
@pytest.mark.check("T050")
def test_a_double_click_has_one_effect_and_leads_to_the_same_place() -> None:
    key = uuid4().hex
    answers = [light(post(once=key, csrfmiddlewaretoken=str(number))) for number in range(2)]
    assert [answer["Location"] for answer in answers] == ["/lamps/1", "/lamps/1"]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_without_a_key_each_form_has_its_effect() -> None:
    light(post())
    light(post())
    assert Entry.objects.count() == 2
    assert not Command.objects.exists()


@pytest.mark.django_db
@pytest.mark.check("T049")
@pytest.mark.parametrize("change", ["body", "path", "person", "file"])
def test_a_spent_key_with_other_content_is_refused(company: Company, change: str) -> None:
    key = uuid4().hex

    def sent(*, changed: bool) -> HttpRequest:
        return post(
            "/other" if changed and change == "path" else "/lamps",
            person=company.li if changed and change == "person" else company.lin,
            once=key,
            colour="绿" if changed and change == "body" else "红",
            plan=SimpleUploadedFile("plan", b"2" if changed and change == "file" else b"1"),
        )

    before = Entry.objects.count()
    light(sent(changed=False))
    light(sent(changed=False))
    with pytest.raises(Invalid):
        light(sent(changed=True))
    assert Entry.objects.count() == before + 1


@pytest.mark.django_db
@pytest.mark.check("T049")
def test_a_key_is_known_for_a_day_and_longer(clock: ModuleType) -> None:
    key = uuid4().hex
    light(post(once=key))
    clock.advance(timedelta(hours=24))
    sweep()
    assert light(post(once=key))["Location"] == "/lamps/1"
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["invalid", "refused"])
def test_a_form_without_effect_does_not_spend_its_key(outcome: str) -> None:
    key = uuid4().hex
    if outcome == "refused":
        with pytest.raises(NotPossibleNow):
            light(post(once=key, outcome=outcome))
    else:
        assert light(post(once=key, outcome=outcome)).content == b"typed text"
    assert not Entry.objects.exists()
    assert light(post(once=key)).status_code == 303
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_htmx_is_told_where_to_go_or_to_look_again() -> None:
    key, other = uuid4().hex, uuid4().hex
    light(post(htmx=True, once=key))
    again = light(post(htmx=True, once=key))
    assert (again.status_code, again["HX-Redirect"]) == (204, "/lamps/1")
    light(post(htmx=True, once=other, outcome="fragment"))
    assert light(post(htmx=True, once=other, outcome="fragment"))["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_a_damaged_key_is_refused() -> None:
    with pytest.raises(Invalid):
        light(post(once="0; DROP TABLE"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T049")
def test_twenty_forms_with_one_key_at_once_have_one_effect_and_one_answer() -> None:
    key = uuid4().hex

    def send(_: int) -> str:
        try:
            return light(post(once=key))["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(send, range(20))) == {"/lamps/1"}
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T057")
def test_a_lost_race_is_tried_again_and_then_reported() -> None:
    tries = []

    @once
    def unlucky(request: HttpRequest) -> HttpResponse:
        tries.append(lamp())
        if len(tries) < int(request.POST["luck"]):
            error = psycopg.errors.SerializationFailure("could not serialize access")
            raise OperationalError("database is locked") from error
        return HttpResponseRedirect("/lamps", status=303)

    if connection.vendor == "postgresql":
        assert unlucky(post(luck=3, once=uuid4().hex)).status_code == 303
        assert Entry.objects.count() == 1
        tries.clear()
    before = Entry.objects.count()
    with pytest.raises(Busy) as refused:
        unlucky(post(luck=99))
    assert refused.value.status == 503
    assert len(tries) == (4 if connection.vendor == "postgresql" else 1)
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T057")
def test_two_forms_that_block_each_other_both_take_effect() -> None:
    """A real deadlock on PostgreSQL; on SQLite the second waits for the first at its beginning."""
    cursors.register(["left", "right"])
    meeting = Barrier(2)

    @once
    def lock_both(request: HttpRequest) -> HttpResponse:
        for name in request.POST["order"].split():
            Cursor.objects.select_for_update().get(consumer=name)
            with suppress(BrokenBarrierError):
                meeting.wait(0.5)
        lamp()
        return HttpResponseRedirect("/lamps", status=303)

    def send(order: str) -> int:
        try:
            return lock_both(post(order=order)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, ["left right", "right left"])) == [303, 303]
    assert Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_error_of_the_database_that_will_not_pass_is_not_hidden() -> None:
    @once
    def broken(request: HttpRequest) -> HttpResponse:
        raise OperationalError("no such table")

    with pytest.raises(OperationalError):
        broken(post())
