from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send
from tests.problems.quarrel import (
    OURS,
    THEIRS,
    both_said,
    escalated,
    proposed,
    raised,
    special_meeting,
)
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Ball, Collaboration, Meeting
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Delegation, Department, Liaison
from tongzhou.plans.models import Task
from tongzhou.problems import precedents
from tongzhou.problems.actions import reopening, rulings, sides, ways_out
from tongzhou.problems.models import Problem, Ruling
from tongzhou.progress.models import UrgentCall

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


def test_the_special_meeting_is_called_from_the_problem_with_the_data_of_both(
    table: Table, signed_in: SignIn, clock: Any
) -> None:
    problem, company = raised(table, "goal"), table.company
    when = {"on": "2023-07-04", "at": "10:00"}
    client = signed_in(company.li)
    assert send(client, f"/problems/{problem.pk}/meetings", **when).status_code == 409
    sides.add_side(problem, THEIRS, by=company.wang)
    answer = send(client, f"/problems/{problem.pk}/meetings", **when)
    assert answer.status_code == 303
    meeting = Meeting.objects.get(kind="special")
    assert answer.url == f"/meetings/{meeting.pk}"
    assert OURS.fact in meeting.agenda
    assert THEIRS.need in meeting.agenda
    invited = set(meeting.attendees.values_list("person__login", flat=True))
    assert invited == {"li", "lin", "wang", "liu"}
    assert send(client, f"/problems/{problem.pk}/meetings", **when).status_code == 409
    with pytest.raises(NotPossibleNow):
        rulings.escalate(problem, by=company.li)
    clock.move_to(datetime(2023, 7, 4, 11, tzinfo=zone()))
    meetings.hold(
        meeting, minutes="数据已对齐", decisions=[], came=[], seen=meeting.version, by=company.li
    )
    assert rulings.escalate(problem, by=company.li).state == "escalated"


def test_who_speaks_for_a_side_never_rules_on_it(table: Table) -> None:
    company = table.company
    Department.objects.filter(pk=company.root.pk).update(deputy=company.he)
    Liaison.objects.create(department=company.marketing, person=company.chen_zong)
    problem = both_said(table)
    with pytest.raises(NotPossibleNow):
        rulings.escalate(problem, by=company.wang)
    Department.objects.filter(pk=company.root.pk).update(deputy=company.qian)
    assert rulings.escalate(problem, by=company.wang).superior == company.qian


def test_a_ruling_whose_change_does_not_come_about_is_ruled_again(
    table: Table, signed_in: SignIn
) -> None:
    problem, company = both_said(table), table.company
    option = proposed(table, problem)
    rulings.escalate(problem, by=company.li)
    rulings.rule(problem, option=option, sentence="先优化", by=company.chen_zong)
    address = f"/problems/{problem.pk}/take-backs"
    assert send(signed_in(company.li), address, reason="不行").status_code == 403
    client = signed_in(company.chen_zong)
    assert page(client, f"/problems/{problem.pk}").css_first(f'form[action="{address}"]')
    assert send(client, address, reason=" ").status_code == 422
    assert send(client, address, reason="日期写错了").status_code == 303
    assert ChangeRequest.objects.get().state == "withdrawn"
    run_once()
    problem.refresh_from_db()
    assert (problem.state, problem.ruling) == ("escalated", None)
    assert Ball.objects.get(kind="problem").person == company.chen_zong
    assert Entry.objects.filter(kind="problem.reopened").count() == 1
    shown = page(signed_in(company.chen_zong), f"/problems/{problem.pk}").body.text()
    assert "日期写错了" in shown
    rulings.rule(problem, sentence="两件都做", by=company.chen_zong)
    problem.refresh_from_db()
    assert (problem.state, Ruling.objects.count()) == ("closed", 2)


def test_what_both_sides_settled_is_open_again_without_its_change(table: Table) -> None:
    problem, company = both_said(table), table.company
    ways_out.agree(problem, proposed(table, problem), by=company.li)
    with pytest.raises(Refused):
        reopening.take_back(problem, reason="再想想", by=company.zhao)
    reopening.take_back(problem, reason="再想想", by=company.liu)
    run_once()
    problem.refresh_from_db()
    assert problem.state == "open"
    assert Ball.objects.get(kind="problem").department in (company.marketing, company.product)


def test_what_is_carried_out_is_not_taken_back(table: Table) -> None:
    problem, company = both_said(table), table.company
    option = proposed(table, problem)
    rulings.escalate(problem, by=company.li)
    rulings.rule(problem, option=option, sentence="先优化", by=company.chen_zong)
    version = Version.objects.get(change=ChangeRequest.objects.get())
    for department in (company.product, company.marketing, company.sales):
        table.sign(version, department)
    with pytest.raises(NotPossibleNow):
        reopening.take_back(problem, reason="再想想", by=company.chen_zong)


def test_the_nearest_precedent_stands_first_and_unseen_ones_stay_unseen(
    table: Table, signed_in: SignIn
) -> None:
    company = table.company
    far = sides.raise_problem(
        table.case, sides.Said(fact="投诉录音缺 3 天", impact="分析晚", need="补录"),
        kind="responsibility", department=company.service, other=company.sales, by=company.chen,
        is_emergency=True,
    )  # fmt: skip
    rulings.escalate(far, by=company.chen)
    rulings.rule(far, sentence="客服部补录", by=company.chen_zong)
    rulings.rule(escalated(table), sentence="先优化，再分享", by=company.chen_zong)
    later = raised(table)
    found = precedents.precedents(later, company.wang)
    assert [one.ruling.sentence for one in found] == ["先优化，再分享"]
    assert (found[0].same_kind, found[0].alike, len(found[0].departments)) == (True, True, 2)
    Collaboration.objects.filter(pk=table.case.pk).update(visibility="confidential")
    assert precedents.precedents(later, company.feng) == []


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
    assert Entry.objects.get(kind="problem.ruled").payload["ruling"] == "先优化"

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
    assert len(captured) <= 20


def test_an_emergency_asks_for_the_minutes_of_the_call(table: Table) -> None:
    problem = raised(table, "goal", emergency=True)
    call = UrgentCall.objects.get()
    held = Ball.objects.get(kind="urgent_call")
    assert (call.by, held.person) == (problem.raised_by, problem.raised_by)
    assert held.due_at == problem.raised_at + timedelta(hours=2)
    other = problem.sides.get(raised_it=False).department
    assert other.head in {one.person for one in call.callees.all()}


def test_an_everyday_problem_asks_for_no_call(table: Table) -> None:
    raised(table, "goal")
    assert not UrgentCall.objects.exists()


def test_the_way_up_is_offered_only_once_it_is_open(
    table: Table, signed_in: Callable[[Any], Client]
) -> None:
    problem = raised(table, "responsibility")
    client, address = signed_in(problem.raised_by), f"/problems/{problem.pk}"
    assert page(client, address).css_first("form[action$=escalations]") is None
    assert "请先对照分工表" in page(client, address).css_first("main").text()
    Problem.objects.filter(pk=problem.pk).update(table_says="第 1 行：产品部负责")
    assert page(client, address).css_first("form[action$=escalations]") is not None
