"""An emergency change: in force at once, signed within 48 hours or undone exactly once."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.test_killed import sweep
from tests.at_once import at_once
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.aftermath import undo_what_was_not_signed
from tongzhou.agreements.actions.emergencies import revert_overdue
from tongzhou.agreements.models import ChangeRequest, RowSignature, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.org.models import Person
from tongzhou.plans.models import Task

SignIn = Callable[[Person], Client]
HOURS = timedelta(hours=1)


def drafted(table: Table) -> ChangeRequest:
    if not table.case.versions.exists():
        table.in_force()
    values = {table.review.pk: {"end": "2023-08-25", "deliverable": "2 项新功能"}}
    return changes.draft(table.case, by=table.company.lin, reason="服务器故障", values=values)


def declared(table: Table) -> ChangeRequest:
    return changes.declare(drafted(table), by=table.company.lin)


def end_of(task: Task) -> date | None:
    task.refresh_from_db()
    return task.end


def test_it_is_in_force_before_anybody_has_signed(table: Table, clock: ModuleType) -> None:
    change = declared(table)
    version = change.versions.get()
    assert (change.state, version.state) == ("provisional", "in_force")
    assert end_of(table.review) == date(2023, 8, 25)
    assert change.due_at == clock.now() + 48 * HOURS
    balls = Ball.objects.filter(kind="change", matter=change.pk)
    company = table.company
    assert {one.department for one in balls} == {company.product, company.marketing, company.sales}
    assert {one.due_at for one in balls} == {change.due_at}
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_signed_in_time_it_stays(table: Table, clock: ModuleType) -> None:
    change = declared(table)
    version = change.versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        version = table.sign(version, department)
    change.refresh_from_db()
    clock.advance(49 * HOURS)
    undo_what_was_not_signed()
    assert (change.state, version.state) == ("applied", "in_force")
    assert end_of(table.review) == date(2023, 8, 25)
    assert not Ball.objects.filter(kind="change").exists()
    assert verify_signatures() == []
    assert verify_facts()[0] == []


@pytest.mark.parametrize("hours", [47, 49])
def test_unsigned_after_48_hours_it_is_undone_and_old_signatures_hold(
    table: Table, clock: ModuleType, hours: int
) -> None:
    change = declared(table)
    table.sign(change.versions.get(), table.company.product)
    clock.advance(hours * HOURS)
    for _ in range(3):
        undo_what_was_not_signed()
    change.refresh_from_db()
    undone = hours > 48
    assert change.state == ("reverted" if undone else "provisional")
    assert end_of(table.review) == (date(2023, 8, 18) if undone else date(2023, 8, 25))
    assert Entry.objects.filter(kind="change.reverted").count() == undone
    now = Version.objects.get(state="in_force")
    assert now.number == (3 if undone else 2)
    if undone:
        given = RowSignature.objects.filter(seat__row__version=now)
        assert not given.filter(carried_from=None).exists()
        assert not Ball.objects.filter(kind="change").exists()
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_a_head_who_objects_undoes_it_at_once(table: Table) -> None:
    change = declared(table)
    company = table.company
    actions.object_to(
        change.versions.get(), department=company.sales, by=company.zhao, reason="排不下"
    )
    change.refresh_from_db()
    assert (change.state, change.ended_because) == ("reverted", "排不下")
    assert end_of(table.review) == date(2023, 8, 18)
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_what_was_delivered_meanwhile_stays_delivered(table: Table, clock: ModuleType) -> None:
    declared(table)
    Task.objects.filter(pk=table.review.pk).update(state="delivered", percent=100)
    clock.advance(49 * HOURS)
    undo_what_was_not_signed()
    table.review.refresh_from_db()
    assert (table.review.state, table.review.percent) == ("delivered", 100)


def test_only_who_leads_may_declare_and_nothing_else_is_signed_meanwhile(table: Table) -> None:
    change = drafted(table)
    with pytest.raises(Refused):
        changes.declare(change, by=table.company.zhou)
    other = drafted(table)
    changes.declare(change, by=table.company.lin)
    with pytest.raises(NotPossibleNow):
        changes.submit(other, by=table.company.lin)
    with pytest.raises(NotPossibleNow):
        changes.withdraw(change, by=table.company.lin, reason="算了")


def test_cancelling_the_collaboration_undoes_it(table: Table) -> None:
    from tongzhou.agreements.actions.aftermath import end_with_the_case

    change = declared(table)
    end_with_the_case(table.case.pk)
    change.refresh_from_db()
    assert change.state == "reverted"


def test_it_is_declared_signed_and_read_on_pages(
    table: Table, signed_in: SignIn, clock: ModuleType
) -> None:
    change = drafted(table)
    lin, zhao = signed_in(table.company.lin), signed_in(table.company.zhao)
    assert "宣布紧急变更" in lin.get(f"/changes/{change.pk}").content.decode()
    assert lin.post(f"/changes/{change.pk}/emergencies").status_code == 303
    page = zhao.get(f"/changes/{change.pk}").content.decode()
    assert "已先行生效" in page
    assert 'id="sign"' in page
    version = change.versions.get()
    sent = {"department": table.company.sales.pk, "seen": version.root}
    assert zhao.post(f"/agreements/{version.pk}/signatures", sent).status_code == 303
    clock.advance(50 * HOURS)
    undo_what_was_not_signed()
    assert "已恢复原状" in zhao.get(f"/changes/{change.pk}").content.decode()


@pytest.mark.check("T059")
@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_late_signature_leave_one_outcome(
    table: Table, clock: ModuleType
) -> None:
    change = declared(table)
    version = change.versions.get()
    for department in (table.company.product, table.company.marketing):
        table.sign(version, department)
    clock.advance(48 * HOURS)
    at_once(
        lambda: revert_overdue(change.pk),
        lambda: table.sign(version, table.company.sales),
        lambda: revert_overdue(change.pk),
    )
    change.refresh_from_db()
    assert change.state in ("applied", "reverted")
    ends = Entry.objects.filter(kind__in=("change.reverted", "change.confirmed"))
    assert ends.count() == 1
    assert verify_signatures() == []
    assert verify_facts()[0] == []


@pytest.mark.check("T060")
@pytest.mark.django_db(transaction=True)
def test_a_kill_while_it_is_undone_leaves_all_or_nothing(table: Table, clock: ModuleType) -> None:
    def scene(table: Table) -> tuple[Callable[[], object], Callable[[], None]]:
        change = declared(table)
        clock.advance(49 * HOURS)

        def holds() -> None:
            change.refresh_from_db()
            assert change.state == "reverted"

        return lambda: revert_overdue(change.pk), holds

    sweep(table, scene, points=22)
