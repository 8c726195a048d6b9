"""Rows come, are filled from what was agreed, move through their life and change once signed."""

from datetime import date
from decimal import Decimal

import pytest

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Ask, Collaboration, Party
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.plans import queries
from tongzhou.plans.actions import (
    NewTask,
    add_dependency,
    add_task,
    apply_fields,
    fill_from_asks,
    move_task,
    note_progress,
    remove_dependency,
    remove_task,
    set_role,
)
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK


def test_the_head_answers_for_a_new_row_until_somebody_else_is_named(
    company: Company, case: Collaboration
) -> None:
    add_task(case, NewTask(name="推广", department=company.sales), by=company.li)
    assert [seat.person for seat in queries.table(case.pk)[0].accountable] == [company.zhao.pk]


def test_a_department_adds_rows_for_itself_alone(company: Company, case: Collaboration) -> None:
    add_task(case, NewTask(name="自己的", department=company.sales), by=company.zhou)
    with pytest.raises(Refused):
        add_task(case, NewTask(name="别人的", department=company.service), by=company.zhou)
    with pytest.raises(Refused):
        add_task(case, NewTask(name="外人的", department=company.finance), by=company.qian)


def test_the_initiator_brings_a_department_in_with_its_row(
    company: Company, case: Collaboration
) -> None:
    add_task(case, NewTask(name="核算", department=company.finance), by=company.li)
    assert Party.objects.filter(collaboration=case, department=company.finance).exists()


@pytest.mark.parametrize("state", ["signing", "delivering", "accepting", "archived"])
def test_no_row_comes_or_goes_once_the_table_is_out(
    company: Company, case: Collaboration, task: Task, state: str
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state=state)
    with pytest.raises(NotPossibleNow):
        add_task(case, NewTask(name="晚了", department=company.sales), by=company.li)
    with pytest.raises(NotPossibleNow):
        remove_task(task, by=company.li)


def test_agreed_terms_become_rows_once(company: Company, case: Collaboration) -> None:
    ask = Ask.objects.create(
        collaboration=case, department=company.product, what="两名开发", state="agreed",
        agreed_what="抽调两名开发", agreed_by_date=date(2023, 8, 25), agreed_people="王强",
        agreed_effort_days=Decimal(10), settled_at=case.created_at,
    )  # fmt: skip
    with pytest.raises(Refused):
        fill_from_asks(case, by=company.wang)
    fill_from_asks(case, by=company.li)
    row = queries.table(case.pk)[0]
    assert (row.name, row.ask, row.text("responsible")) == ("抽调两名开发", ask.pk, "王强")
    assert row.text("dates") == "2023-08-14 ~ 2023-08-25"
    assert row.effort_days == 10
    with pytest.raises(NotPossibleNow):
        fill_from_asks(case, by=company.li)


def test_a_dependency_is_added_replaced_and_removed(
    company: Company, case: Collaboration, task: Task
) -> None:
    second = sound(company, case)
    add_dependency(second, on=task, by=company.li)
    row = add_dependency(second, on=task, kind="SS", lag_days=2, by=company.li)
    assert row.text("waits_for") == "1SS+2"
    assert remove_dependency(second, on=task, by=company.li).waits_for == ()
    with pytest.raises(Invalid):
        add_dependency(second, on=task, kind="XX", by=company.li)


@pytest.mark.check("T006")
def test_rows_of_two_collaborations_cannot_wait_for_each_other(
    company: Company, case: Collaboration, task: Task
) -> None:
    other = Collaboration.objects.create(
        number="协-2023-0002", name="另一个", department=company.marketing,
        person_in_charge=company.li, state="dividing", created_by=company.li,
        created_at=case.created_at, state_since=case.created_at, changed_at=case.created_at,
    )  # fmt: skip
    Party.objects.create(collaboration=other, department=company.marketing, is_initiator=True)
    foreign = add_task(other, NewTask(name="别处", department=company.marketing), by=company.li)
    with pytest.raises(Refused):
        add_dependency(task, on=foreign, by=company.li)


def test_a_signed_change_is_applied_whatever_the_state(
    company: Company, case: Collaboration, task: Task
) -> None:
    second = sound(company, case)
    add_dependency(second, on=task, by=company.li)
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    changes = {
        "start": "2023-06-01", "end": "2023-06-09", "department": str(company.service.pk),
        "supports": sorted([str(company.sales.pk), str(company.finance.pk)]),
        "criteria": ["覆盖 120 条", "赵刚确认"], "accountable": str(company.chen.pk),
        "buffer_days": 5, "deliverable": "《新报告》", "name": "新名字",
        "dependencies": [{"on": str(task.pk), "kind": "SS", "lag_days": 1}],
    }  # fmt: skip
    apply_fields(second, changes, by=company.li)
    content = queries.signed_content(second)
    assert {name: content[name] for name in changes} == changes


@pytest.mark.check("T008")
@pytest.mark.parametrize("field", ["state", "percent", "responsible", "risk", "number", "id"])
def test_a_change_applies_signed_columns_alone(company: Company, task: Task, field: str) -> None:
    with pytest.raises(Refused):
        apply_fields(task, {field: "accepted"}, by=company.li)


@pytest.mark.check("T032")
@pytest.mark.parametrize("verb", [move.verb for move in TASK.moves])
@pytest.mark.parametrize("state", [state.key for state in TASK.states])
def test_a_row_moves_only_as_its_lifecycle_lists(
    company: Company, task: Task, state: str, verb: str
) -> None:
    Task.objects.filter(pk=task.pk).update(state=state)
    if TASK.allows(state, verb):
        assert move_task(task, verb, by=company.li).state in TASK.move(verb).targets
    else:
        with pytest.raises(NotPossibleNow):
            move_task(task, verb, by=company.li)


def test_progress_starts_a_row_and_is_journalled(company: Company, task: Task) -> None:
    note_progress(task, percent=0, state="not_started", risk="", by=company.zhou)
    held = note_progress(task, percent=60, state="in_progress", risk="人手紧张", by=company.zhou)
    assert (held.state, held.percent, held.risk) == ("in_progress", 60, "人手紧张")
    assert Entry.objects.filter(kind="task.progress_noted").count() == 2


@pytest.mark.check("T045")
@pytest.mark.parametrize("percent", [-1, 101, 10**9])
def test_progress_is_zero_to_a_hundred(company: Company, task: Task, percent: int) -> None:
    with pytest.raises(Invalid):
        note_progress(task, percent=percent, state="in_progress", risk="", by=company.zhou)


@pytest.mark.parametrize("state", ["delivered", "accepted", "accepted_with_remains"])
def test_progress_of_a_delivered_row_is_settled(company: Company, task: Task, state: str) -> None:
    Task.objects.filter(pk=task.pk).update(state=state)
    with pytest.raises(NotPossibleNow):
        note_progress(task, percent=10, state="in_progress", risk="", by=company.zhou)


def test_who_is_newly_named_hears_of_it(company: Company, task: Task) -> None:
    set_role(task, letter="R", people=[company.zhou.pk, company.wu.pk], by=company.li)
    entry = Entry.objects.filter(kind="task.role_filled").latest("seq")
    assert listeners(entry) == {company.wu.pk}


def test_the_department_hears_of_a_row_that_is_given_to_it(company: Company, task: Task) -> None:
    entry = Entry.objects.get(kind="task.added")
    assert listeners(entry) == {company.zhao.pk, company.zhou.pk}


def test_a_department_named_in_a_confidential_table_sees_what_it_will_sign(
    company: Company, case: Collaboration
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(visibility="confidential")
    assert not Collaboration.objects.visible_to(company.qian).exists()
    add_task(case, NewTask(name="预算核算", department=company.finance), by=company.li)
    assert Collaboration.objects.visible_to(company.qian).get() == case
    assert not Collaboration.objects.visible_to(company.feng).exists()
