from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import RowSignature, Seat, Version
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.states import VERSION
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.org.actions import delegations
from tongzhou.org.models import Person
from tongzhou.plans.actions import edit_cell
from tongzhou.plans.models import Role, Task

SignedIn = Callable[[Person], Client]


def test_circulating_freezes_the_rows_and_gives_every_head_a_ball(table: Table) -> None:
    version = table.circulate()
    table.case.refresh_from_db()
    assert table.case.state == "signing"
    assert version.rows.count() == 5
    balls = Ball.objects.filter(kind="version", matter=version.pk)
    assert {ball.person for ball in balls} == set(table.heads.values())


def test_the_last_signature_brings_the_agreement_into_force(table: Table) -> None:
    version = table.circulate()
    for department in table.heads:
        assert version.state == "circulating"
        version = table.sign(version, department)
    table.case.refresh_from_db()
    assert (version.state, table.case.state) == ("in_force", "delivering")
    assert not Ball.objects.filter(kind="version").exists()
    assert not Seat.objects.filter(signature=None).exists()
    assert broken_rows(version) == []


def test_a_table_with_blocking_findings_is_not_circulated(table: Table) -> None:
    Role.objects.filter(task=table.review, letter="A").delete()
    with pytest.raises(NotPossibleNow) as refused:
        table.circulate()
    assert "需求评审与开发" in str(refused.value.sentence)
    assert not Version.objects.exists()


@pytest.mark.parametrize("name", ["wang", "qian", "auditor", "administrator", "gao"])
def test_only_the_initiator_circulates(table: Table, name: str) -> None:
    with pytest.raises(Refused):
        actions.circulate(table.case, by=getattr(table.company, name))


@pytest.mark.parametrize("name", ["lin", "zhou", "wang_gong", "qian", "administrator", "auditor"])
def test_only_the_head_binds_a_department(table: Table, name: str) -> None:
    version = table.circulate()
    with pytest.raises(Refused) as refused:
        table.sign(version, table.company.product, by=getattr(table.company, name))
    assert "王磊" in str(refused.value.sentence)
    assert not RowSignature.objects.exists()


def test_the_deputy_signs_as_well(table: Table) -> None:
    version = table.circulate()
    table.sign(version, table.company.product, by=table.company.sun)
    assert set(RowSignature.objects.values_list("person", flat=True)) == {table.company.sun.pk}


@pytest.mark.check("T029")
def test_one_human_being_signs_for_one_side_only(table: Table) -> None:
    table.company.sales.head = table.company.wang
    table.company.sales.save(update_fields=["head"])
    version = table.circulate()
    table.sign(version, table.company.product, by=table.company.wang)
    with pytest.raises(Refused):
        table.sign(version, table.company.sales, by=table.company.wang)
    assert not RowSignature.objects.filter(seat__department=table.company.sales).exists()


@pytest.mark.check("T029")
def test_whoever_asks_does_not_sign_for_the_other_side(table: Table) -> None:
    delegate(table, table.company.wang, table.company.lin)
    version = table.circulate()
    with pytest.raises(Refused):
        table.sign(version, table.company.product, by=table.company.lin)


@pytest.mark.check("T029")
def test_both_roles_of_one_person_are_shown_before_circulating(
    table: Table, signed_in: SignedIn
) -> None:
    table.company.sales.head = table.company.wang
    table.company.sales.save(update_fields=["head"])
    page = signed_in(table.company.lin).get(f"/collaborations/{table.case.pk}/agreement")
    assert "王磊同时负责其中多个部门" in page.content.decode()


@pytest.mark.check("T030")
def test_a_delegate_signs_on_behalf_within_the_dates_only(table: Table, clock: ModuleType) -> None:
    delegate(table, table.company.wang, table.company.gao)
    version = table.circulate()
    table.sign(version, table.company.product, by=table.company.gao)
    given = RowSignature.objects.filter(seat__department=table.company.product)
    assert {(one.person, one.on_behalf_of) for one in given} == {
        (table.company.gao, table.company.wang)
    }
    entry = Entry.objects.get(kind="agreement.signed")
    assert (entry.actor, entry.on_behalf_of) == (table.company.gao.pk, table.company.wang.pk)
    clock.advance(timedelta(days=30))
    with pytest.raises(Refused):
        table.sign(version, table.company.product, by=table.company.gao)


@pytest.mark.check("T030")
def test_delegation_does_not_go_on_to_a_third_and_the_original_may_still_sign(
    table: Table,
) -> None:
    delegate(table, table.company.wang, table.company.gao)
    with pytest.raises(Invalid):
        delegate(table, table.company.gao, table.company.wu)
    version = table.circulate()
    with pytest.raises(Refused):
        table.sign(version, table.company.product, by=table.company.wu)
    table.sign(version, table.company.product, by=table.company.wang)


def test_signing_twice_changes_nothing(table: Table) -> None:
    version = table.circulate()
    table.sign(version, table.company.product)
    entries = Entry.objects.count()
    table.sign(version, table.company.product)
    assert Entry.objects.count() == entries


@pytest.mark.check("T053")
def test_a_signature_on_something_else_than_was_seen_is_refused(table: Table) -> None:
    version = table.circulate()
    with pytest.raises(Stale):
        actions.sign(
            version,
            department=table.company.product,
            by=table.company.wang,
            seen="0" * 64,
            proof=Proof(table.case.created_at),
        )


@pytest.mark.check("T053")
def test_a_signature_on_an_objected_version_is_refused(table: Table) -> None:
    version = table.circulate()
    actions.object_to(
        version, department=table.company.sales, by=table.company.zhao, reason="排不下"
    )
    with pytest.raises(NotPossibleNow):
        table.sign(version, table.company.product)


@pytest.mark.check("T053")
def test_nobody_signs_a_table_that_was_changed_behind_the_agreement(table: Table) -> None:
    version = table.circulate()
    Task.objects.filter(pk=table.review.pk).update(end=date(2023, 8, 30))
    with pytest.raises(NotPossibleNow):
        table.sign(version, table.company.product)


@pytest.mark.check("T035")
@pytest.mark.parametrize("state", ["signing", "delivering"])
def test_a_signed_cell_is_not_edited(table: Table, state: str) -> None:
    table.circulate() if state == "signing" else table.in_force()
    table.review.refresh_from_db()
    with pytest.raises(NotPossibleNow):
        edit_cell(table.review, field="end", value="2023-09-01", was=None, by=table.company.lin)


@pytest.mark.check("T138")
def test_an_old_proof_of_identity_is_not_enough(table: Table, clock: ModuleType) -> None:
    version = table.circulate()
    with pytest.raises(Invalid):
        actions.sign(
            version,
            department=table.company.product,
            by=table.company.wang,
            seen=version.root,
            proof=Proof(clock.now() - timedelta(minutes=16)),
        )


def test_after_an_objection_unchanged_rows_need_no_second_signature(table: Table) -> None:
    version = table.circulate()
    table.sign(version, table.company.sales)
    table.sign(version, table.company.service)
    actions.object_to(
        version, department=table.company.product, by=table.company.wang, reason="晚三天"
    )
    table.case.refresh_from_db()
    table.review.refresh_from_db()
    assert table.case.state == "dividing"
    edit_cell(table.review, field="end", value="2023-08-21", was=None, by=table.company.lin)
    fresh = table.circulate()
    waiting = Ball.objects.filter(kind="version", matter=fresh.pk)
    assert {ball.department for ball in waiting} == {
        table.company.marketing,
        table.company.product,
        table.company.sales,
    }
    for department in (table.company.marketing, table.company.product, table.company.sales):
        fresh = table.sign(fresh, department)
    assert fresh.state == "in_force"


def test_the_initiator_takes_back_what_is_being_signed(table: Table) -> None:
    version = table.circulate()
    actions.withdraw(version, by=table.company.lin, reason="漏了一行")
    table.case.refresh_from_db()
    assert table.case.state == "dividing"
    assert not Ball.objects.filter(kind="version").exists()


@pytest.mark.check("T032")
@pytest.mark.parametrize("verb", ["sign", "object", "withdraw"])
@pytest.mark.parametrize("state", ["in_force", "superseded", "withdrawn"])
def test_a_version_that_is_no_longer_circulating_is_left_alone(
    table: Table, state: str, verb: str
) -> None:
    assert not VERSION.allows(state, verb)
    version = table.circulate()
    Version.objects.filter(pk=version.pk).update(state=state, in_force_at=version.circulated_at)
    acts: dict[str, Callable[[], object]] = {
        "sign": lambda: table.sign(version, table.company.product),
        "object": lambda: actions.object_to(
            version, department=table.company.product, by=table.company.wang, reason="不行"
        ),
        "withdraw": lambda: actions.withdraw(version, by=table.company.lin, reason="不行"),
    }
    with pytest.raises(NotPossibleNow):
        acts[verb]()


@pytest.mark.check("T037")
def test_silence_never_signs(table: Table, clock: ModuleType) -> None:
    version = table.circulate()
    clock.advance(timedelta(days=60))
    version.refresh_from_db()
    assert version.state == "circulating"
    assert not RowSignature.objects.exists()


def test_a_supporting_department_signs_the_row_it_supports(table: Table) -> None:
    version = table.circulate()
    seats = Seat.objects.filter(row__version=version, row__task=table.review)
    assert {(seat.department.name, seat.why) for seat in seats} == {
        ("产品部", "owner"),
        ("市场部", "initiator"),
        ("销售部", "support"),
    }


def test_a_change_needs_a_proof_and_a_head_as_well(table: Table) -> None:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    with pytest.raises(Refused):
        table.sign(version, table.company.sales, by=table.company.zhou)
    with pytest.raises(Refused):
        table.sign(version, table.company.finance, by=table.company.qian)


def delegate(table: Table, person: Person, to: Person) -> None:
    delegations.delegate(
        person, to=to, since=date(2023, 7, 1), until=date(2023, 7, 10), reason="出差", by=person
    )
