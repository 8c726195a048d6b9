from tests.agreements.table import Table
from tongzhou.agreements.actions import changes
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ball
from tongzhou.journal import worker
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org.actions import seats


def test_nothing_of_a_cancelled_collaboration_waits_for_a_signature(table: Table) -> None:
    version = table.circulate()
    cases.cancel(table.case, by=table.company.lin, reason="项目取消")
    worker.run_once()
    version.refresh_from_db()
    assert version.state == "withdrawn"
    assert not Ball.objects.filter(kind="version").exists()


def test_a_change_of_a_cancelled_collaboration_ends_with_it(table: Table) -> None:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    changes.submit(change, by=table.company.lin)
    cases.cancel(table.case, by=table.company.lin, reason="项目取消")
    worker.run_once()
    change.refresh_from_db()
    assert change.state == "withdrawn"
    assert not Ball.objects.filter(kind="change").exists()


def test_an_open_signature_turns_to_the_new_head(table: Table) -> None:
    version = table.circulate()
    seats.appoint_head(
        table.company.sales, by=table.company.administrator, person=table.company.zhou
    )
    worker.run_once()
    ball = Ball.objects.get(kind="version", matter=version.pk, department=table.company.sales)
    assert ball.person == table.company.zhou


def test_those_who_must_sign_hear_of_it_and_the_initiator_of_each_signature(table: Table) -> None:
    version = table.circulate()
    told = listeners(Entry.objects.get(kind="agreement.circulated"))
    assert {head.pk for head in table.heads.values()} <= told
    assert table.company.qian.pk not in told
    table.sign(version, table.company.sales)
    assert listeners(Entry.objects.get(kind="agreement.signed")) == {table.company.lin.pk}


def test_those_whose_row_changed_hear_of_it(table: Table) -> None:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)
    told = listeners(Entry.objects.get(kind="change.applied"))
    assert table.company.wang_gong.pk in told
    assert table.company.lin.pk in told
