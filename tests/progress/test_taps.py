"""The week from a phone: a link in a mail, two taps, nobody signed in."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import Page
from tongzhou.channels import mail
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.models import Person
from tongzhou.progress.actions import rounds, taps
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.models import CheckIn, Confidence, HeldWord, RoundLink, WeeklyRound

SignIn = Callable[[Any], Client]


def link(table: Table, person: Person) -> str:
    weekly = rounds.open_round(table.case)
    assert weekly is not None
    return "/w/" + taps.mint(person, weekly).rpartition("/")[2]


def tap(address: str, client: Client | None = None, **fields: Any) -> Any:
    return (client or Client()).post(f"{address}/words", {"once": uuid4().hex, **fields})


def fields_of(address: str, row: Any, client: Client | None = None) -> dict[str, str]:
    """What the first form of the row would send, beside its button."""
    form = Page((client or Client()).get(address).content).css_first(f"#tap-{row.pk} form")
    assert form is not None
    found = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input")}
    return {name: value for name, value in found.items() if name and name != "once"}


def carried_out() -> None:
    for word in taps.due():
        taps.carry_out(word)


@pytest.mark.check("T104", "T105")
def test_the_page_shows_the_rows_and_changes_nothing(table: Table) -> None:
    address = link(table, table.company.zhou)
    before = Entry.objects.count(), HeldWord.objects.count()
    for method in ("get", "head", "options"):
        for _each in range(5):
            getattr(Client(), method)(address)
    page = Client().get(address)
    assert (Entry.objects.count(), HeldWord.objects.count()) == before
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "<script" not in text
    assert len(page.content) < 30_000
    assert table.survey.name in text
    assert table.complaints.name not in text


@pytest.mark.check("T106")
def test_one_tap_is_held_told_undone_or_takes_effect(table: Table, clock: ModuleType) -> None:
    company = table.company
    address = link(table, company.zhou)
    said = fields_of(address, table.survey) | {"percent": "50", "as_planned": "on"}
    assert tap(address, **said).status_code == 303
    assert not CheckIn.objects.exists()
    run_once()
    assert Notice.objects.get(kind="held_word.kept").person == company.zhou
    assert "撤回" in Client().get(address).content.decode()
    undo = {"once": uuid4().hex, "task": str(table.survey.pk), "kind": "check_in"}
    Client().post(f"{address}/undos", undo)
    clock.advance(timedelta(minutes=16))
    carried_out()
    assert not CheckIn.objects.exists()

    tap(address, **said)
    clock.advance(timedelta(minutes=14))
    carried_out()
    assert not CheckIn.objects.exists()
    clock.advance(timedelta(minutes=2))
    carried_out()
    carried_out()
    entry = CheckIn.objects.get()
    assert (entry.percent, entry.by, entry.next_week) == (50, company.zhou, "按计划推进")
    assert company.zhou.name in Client().get(address).content.decode()


def test_a_tap_in_the_last_minute_counts_for_its_week(table: Table, clock: ModuleType) -> None:
    """It takes the place of what was held before, and nothing is left to take back."""
    address = link(table, table.company.zhou)
    said = fields_of(address, table.survey)
    tap(address, **said, percent="25")
    clock.move_to(RoundLink.objects.get().weekly.due_at - timedelta(seconds=30))
    assert tap(address, **said, percent="75").status_code == 303
    assert CheckIn.objects.get().percent == 75
    assert not HeldWord.objects.filter(state="held").exists()


@pytest.mark.check("T110")
def test_a_second_tap_replaces_the_first_and_one_mail_tells_of_all(table: Table) -> None:
    address = link(table, table.company.zhou)
    said = fields_of(address, table.survey)
    tap(address, **said, percent="25")
    tap(address, **said, percent="75")
    held = HeldWord.objects.get(state="held")
    assert held.said["percent"] == 75
    assert Entry.objects.filter(kind="held_word.kept").count() == 1


@pytest.mark.check("T109", "T103")
def test_what_others_said_meanwhile_is_never_covered_up(table: Table, clock: ModuleType) -> None:
    company = table.company
    address = link(table, company.zhou)
    said = fields_of(address, table.survey)
    tap(address, **said, percent="25")
    rounds.check_in(table.survey, Update(percent=60, state="in_progress"), by=company.zhao)
    refused = tap(address, **said, percent="30")
    assert refused.status_code == 409
    clock.advance(timedelta(minutes=16))
    carried_out()
    assert CheckIn.objects.get().percent == 60
    assert HeldWord.objects.get(state="failed").note
    text = Client().get(address).content.decode()
    assert company.zhao.name in text
    assert "60%" in text


def test_who_waits_says_from_the_mail_how_sure_they_are(table: Table, clock: ModuleType) -> None:
    address = link(table, table.company.lin)
    said = fields_of(address, table.survey)
    assert tap(address, **said, level="worried").status_code == 303
    assert not Confidence.objects.exists()
    clock.advance(timedelta(minutes=16))
    carried_out()
    assert Confidence.objects.get().level == "worried"


def test_the_addressee_signed_in_is_heard_at_once_and_nobody_else(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    address = link(table, company.zhou)
    said = fields_of(address, table.survey)
    assert tap(address, signed_in(company.lin), **said, percent="30").status_code == 403
    assert tap(address, signed_in(company.zhou), **said, percent="30").status_code == 303
    assert CheckIn.objects.get().percent == 30
    assert not HeldWord.objects.exists()


@pytest.mark.parametrize("percent", ["101", "-1", "一半", ""])
def test_a_wrong_figure_is_refused_and_kept(table: Table, percent: str) -> None:
    address = link(table, table.company.zhou)
    response = tap(address, **fields_of(address, table.survey), percent=percent)
    assert response.status_code == 422
    assert not HeldWord.objects.exists()


def test_rows_of_others_are_not_said_by_a_link(table: Table) -> None:
    address = link(table, table.company.zhou)
    assert tap(address, task=str(table.complaints.pk), percent="30").status_code == 403
    assert tap(address, task=str(uuid4()), percent="30").status_code == 404
    assert tap(address, task="x", percent="30").status_code == 404
    assert not HeldWord.objects.exists()


@pytest.mark.check("T108", "T112", "T113")
def test_links_end_with_time_password_and_sight_and_cannot_be_guessed(
    table: Table, clock: ModuleType
) -> None:
    company = table.company
    address = link(table, company.zhou)
    rounds.check_in(table.survey, Update(percent=60, state="in_progress"), by=company.zhao)
    token = address.removeprefix("/w/")
    assert token not in str(list(RoundLink.objects.values()))
    assert Client().get(f"/w/{token[:-1]}").status_code == 404
    clock.advance(timedelta(days=15))
    late = Client().get(address).content.decode()
    assert "两周" in late
    assert company.zhao.name in late
    assert "60%" not in late
    assert table.complaints.name not in late
    assert tap(address, task=str(table.survey.pk), percent="30").status_code == 303
    assert not HeldWord.objects.exists()
    fresh = link(table, company.zhou)
    org.end_sessions(company.zhou, by=company.administrator)
    assert table.survey.name not in Client().get(fresh).content.decode()
    Collaboration.objects.filter(pk=table.case.pk).update(visibility="confidential")
    assert table.case.name not in Client().get(link(table, company.qian)).content.decode()


@pytest.mark.check("T112")
def test_what_a_void_link_said_is_not_carried_out_and_it_takes_nothing_back(
    table: Table, clock: ModuleType
) -> None:
    """Whoever found a mail said something; then its owner ended all sessions and spoke."""
    zhou = table.company.zhou
    stolen = link(table, zhou)
    tap(stolen, **fields_of(stolen, table.survey), percent="25")
    org.end_sessions(zhou, by=table.company.administrator)
    clock.advance(timedelta(minutes=16))
    carried_out()
    assert not CheckIn.objects.exists()
    assert "密码" in HeldWord.objects.get(state="failed").note
    run_once()
    assert Notice.objects.get(kind="held_word.failed").person == zhou

    zhou.refresh_from_db()
    fresh = link(table, zhou)
    assert tap(fresh, **fields_of(fresh, table.survey), percent="50").status_code == 303
    undo = {"task": str(table.survey.pk), "kind": "check_in"}
    assert Client().post(f"{stolen}/undos", undo).status_code == 303
    clock.advance(timedelta(minutes=16))
    carried_out()
    assert CheckIn.objects.get().percent == 50


def test_fields_no_page_sends_are_cut_or_not_found(table: Table) -> None:
    address = link(table, table.company.lin)
    said = fields_of(address, table.survey) | {"seen": "\0" + "x" * 60}
    assert tap(address, **said, level="worried").status_code == 303
    assert HeldWord.objects.get().seen == "x" * 40
    for kind in ("\0", "x" * 60, ""):
        undo = {"task": str(table.survey.pk), "kind": kind}
        assert Client().post(f"{address}/undos", undo).status_code == 404
    assert HeldWord.objects.get().state == "held"


def test_the_mail_of_the_last_day_carries_the_link(
    table: Table, clock: ModuleType, settings: Any
) -> None:
    settings.BASE_URL = "https://tongzhou.example.com"
    weekly = rounds.open_round(table.case)
    assert weekly is not None
    clock.move_to(weekly.due_at - timedelta(hours=6))
    rounds.remind(WeeklyRound.objects.get(pk=weekly.pk))
    run_once()
    [told] = Notice.objects.filter(kind="round.reminded", person=table.company.zhou)
    body = str(mail.compose(table.company.zhou, [told]).body)
    [address] = re.findall(r"https://tongzhou.example.com(/w/\S+)", body)
    assert len(address) < 76
    assert table.survey.name in Client().get(address).content.decode()
