import logging
import re
from datetime import timedelta
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from tests.channels.sink import Sink
from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tongzhou.channels import mail
from tongzhou.channels.actions import links
from tongzhou.channels.models import AnswerLink, HeldAnswer
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.config.logs import WithoutTokens
from tongzhou.journal import worker
from tongzhou.journal.models import Command, Entry
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.models import Access, Person

pytestmark = pytest.mark.django_db


def link(ask: Ask, person: Person) -> str:
    address = links.mint(person, ask.pk, version=ask.version)
    return address[address.index("/a/") :]


def write(address: str, browser: Client | None = None, **form: str) -> Any:
    return (browser or Client()).post(f"{address}/answers", form)


def rows() -> dict[str, int]:
    """How many rows every table has."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.check("T104", "T105")
def test_looking_changes_nothing_however_often_and_by_whomever(company: Company) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    before = rows()
    for method in ("get", "head", "options"):
        for agent in ("Mozilla/5.0", "MicroMessenger", "Barracuda link scanner"):
            for path in (address, f"{address}?verb=decline", f"{address}/answers"):
                getattr(Client(), method)(path, headers={"user-agent": agent})
    assert rows() == before
    page = Client().get(address)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    text = page.content.decode()
    assert "<script" not in text
    assert len(page.content) < 12_000
    assert "3 项新功能上线" in text
    assert "登录并接受" in text


@pytest.mark.check("T106")
def test_a_small_answer_is_held_told_undone_or_takes_effect(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    assert write(address, verb="ask_back", sentence="哪三项？").status_code == 303
    assert fresh(ask).state == "sent"
    worker.read_on()
    told = Notice.objects.get(kind="held_answer.kept")
    assert (told.person, told.collaboration) == (company.liu, None)
    assert "撤回" in Client().get(address).content.decode()
    Client().post(f"{address}/undos")
    clock.advance(timedelta(minutes=20))
    assert links.carry_out() == 0
    write(address, verb="ask_back", sentence="哪三项功能？")
    clock.advance(timedelta(minutes=14))
    assert links.carry_out() == 0
    clock.advance(timedelta(minutes=2))
    assert links.carry_out() == 1
    assert fresh(ask).state == "asked_back"
    last = ask.answers.last()
    assert (last.verb, last.by, last.sentence) == ("ask_back", company.liu, "哪三项功能？")
    assert links.carry_out() == 0


def test_an_answer_in_time_is_never_held_over_its_deadline(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    due = Ball.objects.get(kind="ask", matter=ask.pk).due_at
    assert due is not None
    clock.move_to(due - timedelta(minutes=5))
    assert write(link(ask, company.liu), verb="ask_back", sentence="哪三项？").status_code == 303
    clock.advance(timedelta(minutes=4))
    assert links.carry_out() == 1
    assert ask.answers.last().at < due


@pytest.mark.parametrize("seconds", [119, 1])
def test_an_answer_of_the_last_two_minutes_is_given_at_once(
    company: Company, clock: ModuleType, seconds: int
) -> None:
    ask = sent(company)
    due = Ball.objects.get(kind="ask", matter=ask.pk).due_at
    assert due is not None
    address = link(ask, company.liu)
    clock.move_to(due - timedelta(seconds=seconds))
    assert write(address, verb="ask_back", sentence="哪三项？").status_code == 303
    last = ask.answers.last()
    assert (last.verb, last.by, last.sentence) == ("ask_back", company.liu, "哪三项？")
    assert last.at < due
    assert not HeldAnswer.objects.exists()
    assert "撤回" not in Client().get(address).content.decode()


@pytest.mark.check("T107")
@pytest.mark.parametrize(
    "verb", ["accept", "choose", "agree", "confirm", "withdraw", "nonsense", ""]
)
def test_what_promises_something_needs_the_addressee_signed_in(
    verb: str, company: Company, signed_in: Any
) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    before = rows()
    assert write(address, verb=verb, sentence="x").status_code == 403
    assert rows() == before
    stranger = write(address, signed_in(company.wang), verb="decline", sentence="x")
    assert stranger.status_code == 403
    assert fresh(ask).state == "sent"


@pytest.mark.check("T107")
def test_the_addressee_signed_in_accepts_with_one_tap(company: Company, signed_in: Any) -> None:
    ask = sent(company)
    browser = signed_in(company.liu)
    address = link(ask, company.liu)
    page = browser.get(address).content.decode()
    assert 'value="accept"' in page
    assert write(address, browser, verb="accept").status_code == 303
    assert fresh(ask).state in ("agreed", "awaiting_head")
    assert write(address, browser, verb="accept").status_code == 303
    assert ask.answers.filter(verb="accept").count() == 1


@pytest.mark.check("T109", "T110")
def test_an_old_link_says_what_happened_and_who_did_it(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    answers.decline(ask, reason="本季度没有人手", by=company.wang)
    page = Client().get(address).content.decode()
    assert "王磊" in page
    assert "本季度没有人手" in page
    assert 'value="ask_back"' not in page
    assert write(address, verb="ask_back", sentence="?").status_code == 303
    assert not HeldAnswer.objects.exists()
    clock.advance(timedelta(days=15))
    assert "两周" in Client().get(address).content.decode()


@pytest.mark.check("T110")
def test_the_same_answer_twice_is_given_once_and_another_one_waits(company: Company) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    other = link(ask, company.liu)
    write(address, verb="ask_back", sentence="哪三项？")
    write(address, verb="ask_back", sentence="哪三项？")
    write(other, verb="decline", sentence="不行")
    assert HeldAnswer.objects.get().verb == "ask_back"


def test_an_answer_that_was_overtaken_is_told_and_not_forced(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    write(link(ask, company.liu), verb="ask_back", sentence="哪三项？")
    answers.decline(ask, reason="没有人手", by=company.wang)
    clock.advance(timedelta(minutes=16))
    assert links.carry_out() == 0
    worker.read_on()
    assert Notice.objects.get(kind="held_answer.failed").person == company.liu
    assert fresh(ask).state == "declined"


def test_wrong_input_is_said_at_once_and_stays_typed(company: Company) -> None:
    ask = sent(company)
    page = write(link(ask, company.liu), verb="snooze", sentence="忙", until="昨天")
    assert page.status_code == 422
    assert "忙" in page.content.decode()
    assert not HeldAnswer.objects.exists()


@pytest.mark.check("T112")
def test_a_new_password_a_closed_account_and_lost_sight_make_links_void(company: Company) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    org.end_sessions(company.liu, by=company.administrator)
    page = Client().get(address)
    assert page.status_code == 200
    assert ask.what not in page.content.decode()
    assert write(address, verb="ask_back", sentence="?").status_code == 303
    assert not HeldAnswer.objects.exists()


@pytest.mark.check("T112")
def test_what_a_void_link_answered_is_not_given_and_it_takes_nothing_back(
    company: Company, clock: ModuleType
) -> None:
    """Whoever found a mail answered; then its addressee ended all sessions and answered anew."""
    ask = sent(company)
    stolen = link(ask, company.liu)
    write(stolen, verb="decline", sentence="不做")
    org.end_sessions(company.liu, by=company.administrator)
    clock.advance(timedelta(minutes=16))
    assert links.carry_out() == 0
    assert fresh(ask).state == "sent"
    assert "密码" in HeldAnswer.objects.get(state="failed").note

    company.liu.refresh_from_db()
    assert write(link(ask, company.liu), verb="ask_back", sentence="哪三项？").status_code == 303
    assert Client().post(f"{stolen}/undos").status_code == 303
    clock.advance(timedelta(minutes=16))
    assert links.carry_out() == 1
    assert fresh(ask).state == "asked_back"


@pytest.mark.check("T108", "T113")
def test_guessing_finds_nothing_and_gets_slow(company: Company) -> None:
    ask = sent(company)
    address = link(ask, company.liu)
    token = address.removeprefix("/a/")
    assert len(token) == 43
    assert token not in str(list(AnswerLink.objects.values()))
    changed = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    codes = [Client().get(f"/a/{changed}{number}").status_code for number in range(8)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert Client().get(address).status_code == 200


@pytest.mark.check("T111", "T114")
def test_every_mail_that_asks_carries_a_link_kept_nowhere_else(
    company: Company, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    ask = sent(company)
    worker.read_on()
    mail.send_pending()
    bodies = {
        to[0]: message.get_payload()[0].get_payload(decode=True).decode()
        for to, message in sink.mails
    }
    found = re.findall(r"https://tongzhou.example.com(/a/[\w-]+)", bodies["liu@example.com"])
    [address] = set(found)
    assert len(address) < 76
    assert Client().get(address).status_code == 200
    assert write(address, verb="ask_back", sentence="哪三项？").status_code == 303
    token = address.removeprefix("/a/")
    assert token not in caplog.text
    assert token not in str([entry.payload for entry in Entry.objects.all()])
    assert HeldAnswer.objects.get().ask == ask


@pytest.mark.check("T111")
@pytest.mark.parametrize("is_older", [False, True])
def test_no_table_holds_a_token_and_a_repeated_form_still_leads_back(
    company: Company, signed_in: Any, *, is_older: bool
) -> None:
    """Neither the forms that were sent nor the traces of refusals, also of an older version."""
    address = link(sent(company), company.liu)
    form = {"verb": "ask_back", "sentence": "哪三项？", "once": uuid4().hex}
    assert write(address, **form)["Location"] == address
    assert write(address, signed_in(company.wang), verb="decline").status_code == 403
    if is_older:
        as_kept_before(f"{address}/answers", address)
    kept = [*Command.objects.values_list("path", "location"), *Access.objects.values_list("page")]
    assert address not in str(kept)
    assert "/a/…/answers" in str(kept)
    again = write(address, **form)
    assert (again.status_code, again["Location"]) == (303, address)
    assert HeldAnswer.objects.count() == 1


def as_kept_before(path: str, location: str) -> None:
    """In clear, and then migrated."""
    Command.objects.update(path=path, location=location)
    Access.objects.update(page=path)
    for app, name, function in (
        ("journal", "0006_commands_without_paths", "hash_paths"),
        ("org", "0025_accesses_without_tokens", "leave_out"),
    ):
        getattr(import_module(f"tongzhou.{app}.migrations.{name}"), function)(apps, None)


@pytest.mark.check("T111")
def test_no_log_line_shows_a_token() -> None:
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (f"/a/{'x' * 43}/answers",)})
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Not Found: /a/…/answers"
