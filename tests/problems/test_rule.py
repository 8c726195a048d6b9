from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send
from tests.problems.quarrel import both_said, escalated, proposed, raised, special_meeting
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.collaborations.models import Ball
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Delegation
from tongzhou.plans.models import Task
from tongzhou.problems.actions import rulings, sides
from tongzhou.problems.models import Problem, Ruling

SignIn = Callable[[Any], Client]


def test_a_resource_conflict_goes_to_the_lowest_common_superior(
    table: Table, signed_in: SignIn
) -> None:
    problem = both_said(table)
    assert (
        send(signed_in(table.company.lin), f"/problems/{problem.pk}/escalations").status_code == 303
    )
    problem.refresh_from_db()
    assert (problem.state, problem.superior) == ("escalated", table.company.chen_zong)
    ball = Ball.objects.get(kind="problem")
    assert ball.person == table.company.chen_zong
    assert ball.due_at == datetime(2023, 7, 5, 10, tzinfo=zone())
    entry = Entry.objects.get(kind="problem.escalated")
    assert entry.payload == {"superior": str(table.company.chen_zong.pk)}


def test_a_dispute_about_responsibility_goes_back_to_the_table_first(
    table: Table, signed_in: SignIn
) -> None:
    problem = raised(table, "responsibility")
    client = signed_in(table.company.li)
    assert send(client, f"/problems/{problem.pk}/escalations").status_code == 409
    assert send(client, f"/problems/{problem.pk}/table-checks", table_says="").status_code == 422
    says = {"table_says": "第 1 行：产品部负责"}
    assert send(client, f"/problems/{problem.pk}/table-checks", **says).status_code == 303
    assert send(client, f"/problems/{problem.pk}/escalations").status_code == 303


def test_conflicting_goals_meet_first_with_the_data_of_both_sides(table: Table) -> None:
    problem = raised(table, "goal")
    special_meeting(table)
    with pytest.raises(NotPossibleNow):
        rulings.escalate(problem, by=table.company.li)
    sides.add_side(problem, sides.Said(fact="a", impact="b", need="c"), by=table.company.wang)
    assert rulings.escalate(problem, by=table.company.li).state == "escalated"


def test_an_emergency_skips_the_levels(table: Table) -> None:
    problem = raised(table, "goal", emergency=True)
    assert rulings.escalate(problem, by=table.company.li).superior == table.company.chen_zong


def test_nobody_outside_the_two_sides_escalates(table: Table) -> None:
    problem = both_said(table)
    for person in (table.company.zhao, table.company.gao):
        with pytest.raises(Refused):
            rulings.escalate(problem, by=person)


def test_one_press_rules_and_its_change_closes_the_problem(table: Table, signed_in: SignIn) -> None:
    problem = both_said(table)
    option = proposed(table, problem)
    rulings.escalate(problem, by=table.company.li)
    client = signed_in(table.company.chen_zong)
    button = page(client, f"/problems/{problem.pk}").css_first("#rule button[name=option]")
    assert button.attributes["value"] == str(option.pk)
    response = send(client, f"/problems/{problem.pk}/rulings", option=option.pk, sentence="先优化")
    assert response.status_code == 303
    problem.refresh_from_db()
    assert problem.state == "ruled"
    assert Ball.objects.get(kind="problem").person == table.company.lin
    assert Entry.objects.get(kind="problem.ruled").payload == {"ruling": "先优化"}

    version = Version.objects.get(change=ChangeRequest.objects.get())
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)
    run_once()
    problem.refresh_from_db()
    assert problem.state == "closed"
    assert Task.objects.get(pk=table.review.pk).end == date(2023, 8, 25)
    assert Entry.objects.get(kind="problem.closed").actor is None


def test_an_own_sentence_rules_without_an_option(table: Table, signed_in: SignIn) -> None:
    problem, client = escalated(table), signed_in(table.company.chen_zong)
    refused = send(client, f"/problems/{problem.pk}/rulings", sentence=" ")
    assert refused.status_code == 422
    assert errors(refused)
    assert send(client, f"/problems/{problem.pk}/rulings", sentence="两件都做").status_code == 303
    problem.refresh_from_db()
    assert (problem.state, problem.ruling.option) == ("closed", None)


def test_only_the_superior_or_the_delegate_rules(table: Table, signed_in: SignIn) -> None:
    problem, company = escalated(table), table.company
    for person in (company.li, company.wang, company.auditor, company.administrator):
        with pytest.raises(Refused):
            rulings.rule(problem, sentence="先优化", by=person)
    Delegation.objects.create(
        person=company.chen_zong,
        delegate=company.feng,
        since=date(2023, 7, 1),
        until=date(2023, 7, 9),
    )
    ruling = rulings.rule(problem, sentence="先优化", by=company.feng)
    assert ruling.on_behalf_of == company.chen_zong
    assert Entry.objects.get(kind="problem.ruled").on_behalf_of == company.chen_zong.pk


@pytest.mark.check("T037")
def test_silence_rules_nothing(table: Table, clock: Any) -> None:
    problem = escalated(table)
    clock.move_to(datetime(2023, 8, 1, 10, tzinfo=zone()))
    run_once()
    problem.refresh_from_db()
    assert problem.state == "escalated"
    assert not Ruling.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_rulings_at_once_one_counts(table: Table) -> None:
    problem = escalated(table)
    outcomes = at_once(
        *(
            lambda words=words: rulings.rule(problem, sentence=words, by=table.company.chen_zong)
            for words in ("先优化", "先分享")
        )
    )
    assert sum(isinstance(outcome, Ruling) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, NotPossibleNow) for outcome in outcomes) == 1
    assert Entry.objects.filter(kind="problem.ruled").count() == 1


def test_a_ruling_is_a_precedent_for_those_who_may_see_it(table: Table, signed_in: SignIn) -> None:
    rulings.rule(escalated(table), sentence="先优化，再分享", by=table.company.chen_zong)
    later = raised(table)
    shown = page(signed_in(table.company.wang), f"/problems/{later.pk}").css_first("aside").text()
    assert "先优化，再分享" in shown


def test_the_number_of_queries_does_not_grow_with_the_problems(
    table: Table, signed_in: SignIn
) -> None:
    client, counts = signed_in(table.company.li), []
    for more in (1, 9, 90):
        for _ in range(more):
            raised(table)
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/collaborations/{table.case.pk}/problems")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 20
    with CaptureQueriesContext(connection) as captured:
        page(client, f"/problems/{Problem.objects.first().pk}")  # type: ignore[union-attr]
    assert len(captured) <= 24
