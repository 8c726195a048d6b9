"""The rules of signing: the server's settings until an administrator decides otherwise, on a page."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests import company as company_module
from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.agreements.test_evidence import check
from tests.agreements.test_objections_afterwards import applied
from tests.at_once import at_once
from tests.company import Company
from tests.forms import errors, page, send
from tongzhou.agreements.actions import changes
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.agreements.queries.objections import window
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core import canonical
from tongzhou.core import clock as the_clock
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.actions.rules import set_rules
from tongzhou.org.models import Person
from tongzhou.org.models.rules import Rule
from tongzhou.org.rules import forget, rules

SignIn = Callable[[Person], Client]


@pytest.fixture
def table(company: Company) -> Table:
    return table_module.build(company)


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


def decide(table: Table, signed_in: SignIn, **values: Any) -> None:
    answer = send(signed_in(table.company.administrator), reverse("rules"), **typed(**values))
    assert answer.status_code in (302, 303), errors(answer)


def test_one_person_on_two_sides_signs_where_the_organisation_decided_so(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    company.sales.head = company.wang
    company.sales.save(update_fields=["head"])
    version = table.circulate()
    table.sign(version, company.product)
    with pytest.raises(Refused):
        table.sign(version, company.sales, by=company.wang)
    decide(table, signed_in, sign_for_several="on")
    table.sign(version, company.sales, by=company.wang)


@pytest.mark.parametrize(("days", "last"), [(1, date(2023, 7, 4)), (5, date(2023, 7, 10))])
def test_a_change_is_objected_to_as_long_as_was_decided(
    table: Table, signed_in: SignIn, clock: ModuleType, days: int, last: date
) -> None:
    change, company = applied(table), table.company
    decide(table, signed_in, objection_days=days)
    found = window(change, company.chen)
    assert found
    assert found.until == last
    clock.advance(last - the_clock.today())
    assert "之前可以提出异议" in page(signed_in(company.chen), f"/changes/{change.pk}").html
    clock.advance(timedelta(days=1))
    assert "之前可以提出异议" not in page(signed_in(company.chen), f"/changes/{change.pk}").html
    sent = {"department": str(company.service.pk), "reason": "客服排班已经定了"}
    late = send(signed_in(company.chen), f"/changes/{change.pk}/objections", **sent)
    assert late.status_code == 409


def test_nothing_is_objected_to_where_that_was_decided(table: Table, signed_in: SignIn) -> None:
    change = applied(table)
    decide(table, signed_in, objection_days=0)
    assert window(change, table.company.chen) is None


@pytest.mark.skipif(not canonical.has_second(), reason="this OpenSSL has no SM3")
def test_versions_have_the_second_fingerprint_from_the_day_it_was_decided(
    table: Table, signed_in: SignIn, tmp_path: Path
) -> None:
    first = table.in_force()
    assert "SM3" not in check(evidence(first), tmp_path)[1]
    decide(table, signed_in, sm3="on")
    values = {table.survey.pk: {"end": "2023-07-24"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 1 天", values=values)
    second = changes.submit(change, by=table.company.lin).versions.get()
    entries = Entry.objects.filter(kind="agreement.fingerprinted")
    assert [entry.subject for entry in entries] == [second.pk]
    assert "SM3 指纹亦一致" in check(evidence(second), tmp_path)[1]
    assert verify_signatures() == []


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


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_see_each_other_also_before_the_first_rule_stands(
    signed_in: SignIn,
) -> None:
    administrator = company_module.build().administrator
    browsers = [signed_in(administrator), signed_in(administrator)]
    seen = page(browsers[0], reverse("rules")).css_first("main [name=seen]").attributes["value"]
    outcomes = at_once(
        lambda: send(browsers[0], reverse("rules"), **typed(objection_days=5), seen=seen),
        lambda: send(browsers[1], reverse("rules"), **typed(proof_minutes=30), seen=seen),
    )
    assert sorted(one.status_code for one in outcomes) == [303, 409]  # type: ignore[attr-defined]
    assert Rule.objects.count() == 1
