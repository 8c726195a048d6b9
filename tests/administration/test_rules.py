"""The rules of signing: the server's settings until an administrator decides otherwise, on a page."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.agreements import table as table_module
from tests.company import Company
from tests.forms import errors, page, send
from tongzhou.agreements.proof import Proof
from tongzhou.core import clock as the_clock
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.actions.rules import set_rules
from tongzhou.org.models import Person
from tongzhou.org.models.rules import Rule
from tongzhou.org.rules import forget, rules

SignIn = Callable[[Person], Client]


def typed(**values: Any) -> dict[str, Any]:
    return {"proof_minutes": 15, "objection_days": 3, "stamps": "", **values}


def test_what_is_decided_on_the_page_holds_and_stands_in_the_journal(
    company: Company, signed_in: SignIn, clock: ModuleType
) -> None:
    browser = signed_in(company.administrator)
    answer = send(browser, reverse("rules"), **typed(proof_minutes=5, sign_for_several="on"))
    assert answer.status_code in (302, 303), errors(answer)
    assert (rules().proof_minutes, rules().sign_for_several) == (5, True)
    kinds = Entry.objects.filter(kind__startswith="rules.").values_list("kind", flat=True)
    assert set(kinds) == {"rules.proof_minutes_set", "rules.sign_for_several_set"}
    shown = page(browser, reverse("rules")).css_first("main").text()
    assert "服务器的设置：15" in shown
    assert "「一人可以代表几个部门签字」：是" in shown
    proof = Proof(the_clock.now())
    clock.advance(timedelta(minutes=6))
    with pytest.raises(Invalid):
        proof.require_recent()


def test_one_person_on_two_sides_signs_where_the_organisation_decided_so(company: Company) -> None:
    table = table_module.build(company)
    company.sales.head = company.wang
    company.sales.save(update_fields=["head"])
    version = table.circulate()
    table.sign(version, company.product)
    with pytest.raises(Refused):
        table.sign(version, company.sales, by=company.wang)
    set_rules({"sign_for_several": True}, by=company.administrator)
    table.sign(version, company.sales, by=company.wang)


def test_the_server_is_followed_until_and_after(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    with override_settings(OBJECTION_DAYS=7):
        assert rules().objection_days == 7
        set_rules({"objection_days": 0}, by=company.administrator)
        assert rules().objection_days == 0
        send(browser, reverse("rule-clearances"))
        assert rules().objection_days == 7
    assert Entry.objects.filter(kind="rules.objection_days_set").count() == 2
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"proof_minutes": 0},
        {"proof_minutes": 481},
        {"objection_days": 31},
        {"objection_days": "三"},
        {"stamps": "ftp://stamps.example"},
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    company: Company, signed_in: SignIn, wrong: dict[str, Any]
) -> None:
    answer = send(signed_in(company.administrator), reverse("rules"), **typed(**wrong))
    assert (answer.status_code, errors(answer) != "") == (422, True)
    assert not Rule.objects.exists()


def test_nobody_else_decides(company: Company, signed_in: SignIn) -> None:
    for person in (company.li, company.auditor):
        assert send(signed_in(person), reverse("rules"), **typed()).status_code == 403
    with pytest.raises(Refused):
        set_rules({"sm3": True}, by=company.li)


@pytest.mark.django_db
def test_a_rule_of_a_later_program_is_left_alone() -> None:
    Rule.objects.create(name="unheard_of", value=1)
    forget()
    assert rules().proof_minutes == 15
