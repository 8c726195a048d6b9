"""An empty house opens to whoever reads the server's console, and to nobody else."""

import os
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tongzhou.config.commands import serve
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.models import Entry
from tongzhou.org.actions import first_run
from tongzhou.org.models import Department, FirstRun, Person

FACTS = {
    "company": "远航科技",
    "name": "吴桐",
    "login": "wutong",
    "mail": "",
    "password": "河 海 同 舟 共 济",
}


def begun(client: Client, code: str, **changes: str) -> Any:
    return client.post("/first-run", {"code": code, **FACTS, **changes})


@pytest.mark.check("T136")
def test_only_the_code_of_the_console_opens_an_empty_house(client: Client, db: None) -> None:
    code = first_run.print_code()
    assert client.get("/sign-in").url == "/first-run"
    assert client.get("/first-run").status_code == 200
    for wrong in ("", "abcd-efgh-jkmn-pqrs", code[:-1]):
        assert begun(client, wrong).status_code == 422
    assert begun(client, code, password="1234").status_code == 422
    assert not Person.objects.exists()
    opened = begun(client, code.replace("-", " ").upper())
    assert (opened.status_code, opened.url) == (303, "/administration/setting-up")
    person = Person.objects.get()
    assert (person.name, person.is_administrator) == ("吴桐", True)
    assert Department.objects.get().name == "远航科技"
    assert code not in str([*Entry.objects.values_list("payload", flat=True)])
    assert "远航科技" in page(client, "/administration/setting-up").body.text()


@pytest.mark.check("T136")
def test_the_code_opens_once(client: Client, db: None) -> None:
    code = first_run.print_code()
    begun(client, code)
    assert begun(Client(), code, login="thief").status_code == 404
    assert Client().get("/first-run").status_code == 404
    with pytest.raises(NotPossibleNow):
        first_run.print_code()


@pytest.mark.check("T136")
def test_guessing_is_slow(client: Client, db: None) -> None:
    code = first_run.print_code()
    said = [begun(client, f"guess-{number}").status_code for number in range(6)]
    assert said == [422] * 5 + [429]
    assert begun(client, code).status_code == 429


@pytest.mark.check("T136")
def test_a_newer_code_and_a_day_make_a_code_void(clock: ModuleType, db: None) -> None:
    first, second = first_run.print_code(), first_run.print_code()
    with pytest.raises(Invalid):
        first_run.require_code(first)
    first_run.require_code(second)
    assert second not in FirstRun.objects.get().hash
    clock.advance(timedelta(days=1))
    with pytest.raises(Invalid):
        first_run.require_code(second)


@pytest.mark.check("T136")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_begins() -> None:
    code = first_run.print_code()

    def begin(login: str) -> None:
        first_run.begin(code=code, **{**FACTS, "login": login})

    at_once(lambda: begin("one"), lambda: begin("two"))
    assert Person.objects.count() == Department.objects.count() == 1


@pytest.mark.check("T136")
def test_the_server_prints_a_code_while_nobody_is_there(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TONGZHOU_BASE_URL", "http://127.0.0.1:8000")
    assert serve._report_obstacle("stream") == 0
    assert capsys.readouterr().out == ""
    assert serve._report_obstacle("all") == 0
    first_run.require_code(capsys.readouterr().out.split()[-1])


def test_a_house_with_people_prints_none(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve._report_obstacle("all") == 0
    assert capsys.readouterr().out == ""


def test_the_administrator_sends_a_mail_to_try_it_out(
    company: Company, signed_in: Any, settings: Any, mailoutbox: list[Any]
) -> None:
    wu = company.administrator
    browser = signed_in(wu)
    settings.EMAIL_HOST = ""
    assert send(browser, "/administration/mail-tests").status_code == 409
    settings.EMAIL_HOST = "mail.example.com"
    Person.objects.filter(pk=wu.pk).update(mail="")
    assert send(browser, "/administration/mail-tests").status_code == 409
    Person.objects.filter(pk=wu.pk).update(mail="wu@example.com")
    assert send(browser, "/administration/mail-tests").status_code == 303
    assert ["wu@example.com" in mail.to[0] for mail in mailoutbox] == [True]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    refused = send(browser, "/administration/mail-tests")
    assert refused.status_code == 409
