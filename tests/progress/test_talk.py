"""Who talks where and when is agreed once; urgent calls are written down within two hours."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.queries.turns import hours_left
from tongzhou.core import clock as now
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Delegation, Person
from tongzhou.progress.actions import calls, habits
from tongzhou.progress.actions.calls import Called
from tongzhou.progress.actions.habits import Agreed
from tongzhou.progress.models import Habit, UrgentCall
from tongzhou.progress.states import URGENT_CALL

SignIn = Callable[[Any], Client]
BY_PHONE = {"urgent": Agreed("发现的人", "电话", "立即")}


def called(table: Table, **changes: Any) -> Called:
    facts = {"what": "接口报错", "people": [table.company.wang_gong], "at": now.now(), **changes}
    return Called(**facts)


def announced(table: Table, by: Person | None = None) -> UrgentCall:
    return calls.announce(table.case, called(table), by=by or table.company.lin)


def minutes_ball() -> Ball:
    return Ball.objects.get(kind="urgent_call")


def test_the_plan_is_offered_as_it_usually_works_and_shown_to_everybody(
    table: Table, signed_in: SignIn
) -> None:
    client, address = signed_in(table.company.lin), f"/collaborations/{table.case.pk}/communication"
    form = page(client, address).css_first("form[action$=communication-plans]")
    sent = {one.attributes["name"]: one.text() for one in form.css("textarea")}
    assert "电话" in sent["urgent_channel"]
    response = send(client, f"{address}-plans", **sent, seen="")
    assert response.status_code == 303
    assert Habit.objects.count() == 4
    case = f"/collaborations/{table.case.pk}"
    for shown in (address, case, f"{case}/progress"):
        assert "2 小时内" in page(signed_in(table.company.wang), shown).css_first(".habits").text()
    entry = Entry.objects.get(kind="communication.set")
    assert entry.payload["layers"] == ["daily", "weekly", "special", "urgent"]
    run_once()
    assert Notice.objects.filter(person=table.company.liu, kind="communication.set").exists()


def test_only_the_initiator_sets_the_plan(table: Table, signed_in: SignIn) -> None:
    with pytest.raises(Refused):
        habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.wang)
    shown = page(signed_in(table.company.wang), f"/collaborations/{table.case.pk}/communication")
    assert shown.css_first("form[action$=communication-plans]") is None


def test_a_plan_changed_meanwhile_is_not_overwritten(table: Table) -> None:
    habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.lin)
    with pytest.raises(Stale):
        habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.li)
    seen = habits.version_of(list(table.case.habits.all()))
    habits.set_habits(table.case, {"daily": Agreed("接口人")}, seen=seen, by=table.company.li)
    assert [one.layer for one in Habit.objects.all()] == ["daily"]


@pytest.mark.parametrize(
    "agreed", [{}, {"urgent": Agreed()}, {"urgent": Agreed("长" * 201)}, {"hourly": Agreed("谁")}]
)
def test_a_plan_says_something_and_not_endlessly(table: Table, agreed: dict[str, Agreed]) -> None:
    with pytest.raises(Invalid):
        habits.set_habits(table.case, agreed, seen="", by=table.company.lin)


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_at_once_one_counts(table: Table) -> None:
    outcomes = at_once(
        lambda: habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.lin),
        lambda: habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.li),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Stale"]


def test_who_called_holds_the_minutes_for_two_hours(table: Table, signed_in: SignIn) -> None:
    call = announced(table)
    held = minutes_ball()
    assert (held.person, held.due_at) == (table.company.lin, call.called_at + timedelta(hours=2))
    assert held in balls.held_by(table.company.lin)
    shown = page(signed_in(table.company.lin), "/")
    assert "补记通话纪要" in shown.css_first("main").text()
    assert "写纪要" in {one.text(strip=True) for one in shown.css("main .btn")}


def test_minutes_in_time_end_it_and_reach_who_was_called(table: Table, clock: ModuleType) -> None:
    call = announced(table)
    clock.advance(timedelta(hours=2))
    calls.minute(call, outcome="今晚 20:00 前修好", by=table.company.lin)
    call.refresh_from_db()
    assert not call.is_late
    assert not Ball.objects.filter(kind="urgent_call").exists()
    run_once()
    company = table.company
    for person in (company.wang_gong, company.wang, company.li):
        assert Notice.objects.filter(person=person, kind="urgent_call.minuted").exists()


def test_minutes_after_two_hours_count_and_are_marked(
    table: Table, clock: ModuleType, signed_in: SignIn
) -> None:
    call = announced(table)
    clock.advance(timedelta(hours=2, minutes=1))
    client = signed_in(table.company.lin)
    response = send(client, f"/urgent-calls/{call.pk}/minutes", outcome="今晚修好")
    assert response.status_code == 303
    assert "补记晚了" in page(client, f"/collaborations/{table.case.pk}/communication").body.text()
    assert Entry.objects.get(kind="urgent_call.minuted").payload["is_late"] is True


def test_a_call_that_is_over_is_written_down_in_one_form(table: Table, signed_in: SignIn) -> None:
    client, company = signed_in(table.company.zhou), table.company
    address = f"/collaborations/{table.case.pk}/urgent-calls"
    typed = {
        "people": str(company.wang_gong.pk), "others": "林晓", "on": "2023-07-03", "time": "09:30",
        "what": "样本数据缺一半", "outcome": "今天补齐",
    }  # fmt: skip
    assert send(client, address, **typed).status_code == 303
    call = UrgentCall.objects.get()
    assert (call.state, call.is_late) == ("minuted", False)
    told = Entry.objects.filter(kind__startswith="urgent_call.")
    assert [entry.kind for entry in told] == ["urgent_call.minuted"], "a finished call is told once"
    assert {one.person for one in call.callees.all()} == {company.wang_gong, company.lin}


@pytest.mark.parametrize(
    ("field", "typed"),
    [("what", ""), ("time", "25:00"), ("time", "18:00"), ("on", "2023-06-01"), ("people", "")],
)
def test_what_cannot_be_is_said_at_its_field_and_the_text_stays(
    table: Table, signed_in: SignIn, field: str, typed: str
) -> None:
    facts = {
        "people": str(table.company.wang_gong.pk), "on": "2023-07-03", "time": "09:30",
        "what": "接口报错了", "outcome": "已约好", field: typed,
    }  # fmt: skip
    client = signed_in(table.company.lin)
    response = client.post(
        f"/collaborations/{table.case.pk}/urgent-calls", {"once": uuid4().hex, **facts}
    )
    assert response.status_code == 422
    assert "已约好" in response.content.decode()
    assert not UrgentCall.objects.exists()


def test_who_has_no_part_in_it_writes_nothing_down(table: Table, signed_in: SignIn) -> None:
    company = table.company
    for person in (company.gao, company.qian, company.auditor, company.administrator):
        with pytest.raises(Refused):
            calls.announce(table.case, called(table), by=person)
    call = announced(table)
    for person in (company.wang, company.chen_zong):
        with pytest.raises(Refused):
            calls.minute(call, outcome="好了", by=person)
    assert signed_in(company.qian).get(f"/urgent-calls/{call.pk}").status_code == 404


def test_a_stand_in_writes_the_minutes_in_the_callers_name(table: Table) -> None:
    company = table.company
    Delegation.objects.create(
        person=company.lin, delegate=company.gao, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    calls.minute(announced(table), outcome="已约好", by=company.gao)
    assert Entry.objects.get(kind="urgent_call.minuted").on_behalf_of == company.lin.pk


@pytest.mark.parametrize("state", [one.key for one in URGENT_CALL.states])
@pytest.mark.parametrize("verb", ["minute", "cancel"])
def test_every_verb_is_possible_exactly_where_the_table_says(
    table: Table, state: str, verb: str
) -> None:
    call = announced(table)
    facts = {"outcome": "x", "minuted_by": table.company.lin, "minuted_at": now.now()}
    UrgentCall.objects.filter(pk=call.pk).update(
        state=state, **(facts if state == "minuted" else {})
    )
    more = {"outcome": "已约好"} if verb == "minute" else {}
    if URGENT_CALL.allows(state, verb):
        getattr(calls, verb)(call, by=table.company.lin, **more)
        assert not Ball.objects.filter(kind="urgent_call").exists()
    else:
        with pytest.raises(NotPossibleNow):
            getattr(calls, verb)(call, by=table.company.lin, **more)


def test_nothing_is_called_in_what_is_over(table: Table) -> None:
    Collaboration.objects.filter(pk=table.case.pk).update(state="archived")
    with pytest.raises(NotPossibleNow):
        announced(table)
    with pytest.raises(NotPossibleNow):
        habits.set_habits(table.case, BY_PHONE, seen="", by=table.company.lin)


def test_what_is_due_in_the_night_says_until_when_and_no_working_time_left(
    company: Company, clock: ModuleType
) -> None:
    clock.move_to(clock.now().replace(hour=22))
    due_at = clock.now() + timedelta(hours=2)
    words = due_words(due_at, hours_left(due_at))
    assert words.endswith("前")
    assert "还剩" not in words
