"""Open pages hear that something moved, hear no more than that, and only while they may."""

import http.client
from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from tests.company import Company
from tests.live.serving import Stream
from tests.waiting import light, sent_case, waiting_ask
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.live import listeners, watching

pytestmark = pytest.mark.django_db(transaction=True)
Open: TypeAlias = Callable[..., Stream]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions and rights are looked at in every turn."""
    monkeypatch.setattr(watching, "SESSIONS_EVERY", 0.0)
    monkeypatch.setattr(watching, "AGAIN_AFTER", 0.0)


@pytest.mark.check("T003")
def test_a_page_hears_that_its_collaboration_moved_and_reads_no_content(
    listen: Open, company: Company
) -> None:
    case = sent_case(company)
    stream = listen(company.liu, f"/events?case={case.pk}")
    entry = light(case, company.liu, by=company.lin, colour="绝密")
    said = stream.next()
    assert (said.event, said.data, said.id) == ("moved", "case day", str(entry.seq))


def test_what_moved_between_the_page_and_the_stream_is_said_at_once(
    listen: Open, company: Company
) -> None:
    case = sent_case(company)
    before = light(case, by=company.lin).seq
    after = light(case, by=company.lin).seq
    page = listen(company.liu, f"/events?case={case.pk}&after={before}")
    assert page.next().data == "case day"
    again = listen(company.liu, f"/events?case={case.pk}&after={before}", last=str(after))
    light(case, by=company.lin)
    assert again.next().id == str(after + 1)


def test_whoever_gets_a_ball_or_a_notice_hears_that_the_day_moved(
    listen: Open, company: Company
) -> None:
    stream, idle = listen(company.liu), listen(company.zhou)
    ball = waiting_ask(company, due_at=clock.now())
    light(ball.collaboration, by=company.lin)
    assert stream.next().data == "day"
    light(None, company.zhou, by=company.lin)
    run_once()
    assert idle.next().data == "day"


def test_nothing_is_heard_of_a_transaction_that_was_taken_back(
    listen: Open, company: Company
) -> None:
    case = sent_case(company)
    stream = listen(company.liu, f"/events?case={case.pk}")
    with transaction.atomic():
        light(case, by=company.lin)
        transaction.set_rollback(True)
    kept = light(case, by=company.lin)
    assert stream.next().id == str(kept.seq) == str(Entry.objects.count())


@pytest.mark.usefixtures("quick")
def test_signing_out_ends_the_stream(listen: Open, company: Company) -> None:
    stream = listen(company.liu)
    Session.objects.all().delete()
    assert (stream.next().data, stream.answer.read()) == ("signed-out", b"")


@pytest.mark.usefixtures("quick")
def test_whoever_may_no_longer_see_it_hears_nothing_of_it_any_more(
    listen: Open, company: Company
) -> None:
    case = sent_case(company)
    stream = listen(company.liu, f"/events?case={case.pk}")
    Collaboration.objects.filter(pk=case.pk).update(visibility="confidential")
    light(case, by=company.lin)
    assert stream.next().event == "moved"
    assert stream.next().data == "revoked"


@pytest.mark.usefixtures("quick")
def test_a_closed_account_hears_nothing_any_more(listen: Open, company: Company) -> None:
    stream = listen(company.liu)
    type(company.liu).objects.filter(pk=company.liu.pk).update(is_active=False)
    light(None, by=company.lin)
    assert stream.next().data == "signed-out"


def test_nobody_listens_to_what_they_may_not_see(listen: Open, company: Company) -> None:
    case = sent_case(company, visibility="confidential")
    assert listen(company.liu, f"/events?case={case.pk}").status == 404
    assert listen(company.liu, "/events?case=nonsense").status == 404
    assert listen("", f"/events?case={case.pk}").status == 204


def test_the_oldest_of_too_many_windows_of_one_person_is_let_go(
    listen: Open, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "MOST_OF_A_PERSON", 2)
    first, second, _third = [listen(company.liu) for _each in range(3)]
    other = listen(company.wang)
    assert first.next().data == "crowded"
    light(None, company.liu, company.wang, by=company.lin)
    run_once()
    assert second.next().data == other.next().data == "day"


def test_pages_and_long_forms_come_through_beside_the_streams(
    address: str, cookie: Callable[..., str], company: Company
) -> None:
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    headers = {"Cookie": f"session={cookie(company.liu)}"}
    connection.request("GET", "/rail?at=/goals", headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    assert (answer.status, text.count('aria-current="page"')) == (200, 1)
    connection.request("POST", "/sign-in", body=b"login=" + b"x" * 300_000, headers={
        **headers, "Content-Type": "application/x-www-form-urlencoded",
    })  # fmt: skip
    refused = connection.getresponse()
    assert refused.status == 403
    refused.read()
    connection.close()
