"""What happens to a machine while people sign: crowds, a full disk, clocks that jump."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.agreements.beforehand import clause, late, shift
from tests.agreements.dying import everything
from tests.agreements.full_disk import full_disk, no_more_pages
from tests.agreements.table import Table
from tests.at_once import at_once
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.aftermath import undo_what_was_not_signed
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.binding import row_hash
from tongzhou.agreements.models import Firing, Row, RowSignature, Seat, Version
from tongzhou.agreements.paper import page_of
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries.certificates import certificate
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.org.actions import delegations, leaving, people
from tongzhou.org.models import Department, Person
from tongzhou.plans.actions import edit_cell
from tongzhou.plans.queries import signed_contents

SignIn = Callable[[Person], Client]
Disk = Callable[[], AbstractContextManager[None]]
ON_DISK = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def tampered() -> list[int]:
    return [problem.seq for problem in verify_chain() if problem.tampering]


def typed(table: Table, version: Version, department: Department, **more: str) -> dict[str, str]:
    return {"department": str(department.pk), "seen": version.root, "once": uuid4().hex, **more}


@ON_DISK
@pytest.mark.check("T048", "T051", "T053")
def test_of_fifty_who_sign_and_write_at_once_each_department_signs_once(table: Table) -> None:
    version = table.circulate()
    company = table.company
    signers = [lambda one=one: table.sign(version, one) for one in table.heads] * 10
    writers = [
        lambda day=day: edit_cell(
            table.review, field="end", value=f"2023-08-{day}", was=None, by=company.wang_gong
        )
        for day in range(15, 25)
    ]
    outcomes = at_once(*(act for pair in zip(signers[:10], writers, strict=True) for act in pair),
                       *signers[10:])  # fmt: skip
    assert sum(isinstance(one, Version) for one in outcomes) == 40
    assert sum(isinstance(one, (Refused, NotPossibleNow, Stale)) for one in outcomes) == 10
    signed = Entry.objects.filter(kind="agreement.signed").values_list("payload__department")
    assert sorted(key for [key] in signed) == sorted(str(one.pk) for one in table.heads)
    assert RowSignature.objects.count() == Seat.objects.count()
    assert Entry.objects.filter(kind="collaboration.came_into_force").count() == 1
    assert not tampered()
    assert not verify_signatures()


@ON_DISK
@pytest.mark.check("T048", "T053")
def test_of_fifty_who_write_while_it_is_circulated_nobody_changes_what_is_signed(
    table: Table,
) -> None:
    writers = [
        lambda number=number, task=task: edit_cell(
            task,
            field="deliverable",
            value=f"《{task.name}》{number}",
            was=None,
            by=table.company.lin,
        )
        for number in range(12)
        for task in (table.review, table.survey, table.complaints, table.campaign)
    ]
    outcomes = at_once(*writers[:24], table.circulate, *writers[24:], table.circulate)
    [version] = [one for one in outcomes if isinstance(one, Version)]
    frozen = dict(Row.objects.filter(version=version, kind="task").values_list("task", "hash"))
    current = signed_contents(table.case.pk)
    assert {key: row_hash(content) for key, content in current.items()} == frozen
    kept = [one for one in outcomes if not isinstance(one, (Exception, Version))]
    assert Entry.objects.filter(kind__startswith="task.").count() == len(kept)
    assert not tampered()


@ON_DISK
@pytest.mark.check("T064")
def test_a_full_disk_is_said_plainly_and_the_signature_comes_later(
    table: Table, signed_in: SignIn
) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    form = typed(table, version, table.company.product)
    refused, before = sent_with(full_disk, wang, f"/agreements/{version.pk}/signatures", form)
    assert "磁盘已满或无法写入" in refused.content.decode()
    assert everything() == before
    assert wang.post(f"/agreements/{version.pk}/signatures", form).status_code == 303
    assert RowSignature.objects.filter(person=table.company.wang).exists()
    assert not tampered()
    assert not verify_signatures()


@ON_DISK
@pytest.mark.check("T064")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the limit of pages is SQLite's")
def test_a_database_that_cannot_grow_keeps_nothing_of_an_objection(
    table: Table, signed_in: SignIn
) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    form = typed(table, version, table.company.product, reason="排不下" * 300)
    refused, before = sent_with(no_more_pages, wang, f"/agreements/{version.pk}/objections", form)
    assert "排不下" in refused.content.decode()
    assert everything() == before
    assert wang.post(f"/agreements/{version.pk}/objections", form).status_code == 303
    assert not tampered()


def sent_with(
    disk: Disk, client: Client, address: str, form: dict[str, str]
) -> tuple[HttpResponse, str]:
    """What is answered while the disk takes nothing, and a digest of all there was before."""
    before = everything()
    with disk():
        refused = client.post(address, form)
    assert refused.status_code == 507
    return refused, before


@pytest.mark.check("T071", "T165")
def test_a_clock_put_back_between_signatures_breaks_none(table: Table, clock: ModuleType) -> None:
    version = table.circulate()
    for department, jump in zip(table.heads, (DAY, -3 * DAY, DAY / 24, -DAY / 24), strict=True):
        clock.advance(jump)
        version = table.sign(version, department)
    assert version.state == "in_force"
    assert verify_signatures() == []
    assert not tampered()
    assert len(verify_chain()) == 2


@pytest.mark.check("T071", "T138")
@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_password_entered_before_the_clock_jumped_does_not_sign(
    table: Table, clock: ModuleType, jump: timedelta
) -> None:
    version = table.circulate()
    entered = Proof(clock.now())
    clock.advance(jump)
    company = table.company
    with pytest.raises(Invalid):
        actions.sign(
            version, department=company.sales, by=company.zhao, seen=version.root, proof=entered
        )
    assert not RowSignature.objects.exists()


@pytest.mark.check("T030", "T071")
def test_a_stand_in_signs_by_the_day_the_clock_shows_and_never_twice(
    table: Table, clock: ModuleType
) -> None:
    company = table.company
    delegations.delegate(
        company.zhao, to=company.wu, since=date(2023, 7, 3), until=date(2023, 7, 5), by=company.zhao
    )
    version = table.circulate()
    for jump in (9 * DAY, -12 * DAY):
        clock.advance(jump)
        with pytest.raises(Refused):
            table.sign(version, company.sales, by=company.wu)
    clock.advance(3 * DAY)
    table.sign(version, company.sales, by=company.wu)
    clock.advance(9 * DAY)
    table.sign(version, company.sales)
    assert Entry.objects.filter(kind="agreement.signed").count() == 1
    assert set(RowSignature.objects.values_list("person", "on_behalf_of")) == {
        (company.wu.pk, company.zhao.pk)
    }


@pytest.mark.check("T071")
def test_a_clause_and_an_emergency_end_once_however_the_clock_jumps(
    table: Table, clock: ModuleType
) -> None:
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="服务器故障", values=values)
    changes.declare(change, by=table.company.lin)
    for jump in (-DAY, 3 * DAY, -3 * DAY, 400 * DAY, -400 * DAY, 400 * DAY):
        clock.advance(jump)
        undo_what_was_not_signed()
        carry_out_due()
    assert Entry.objects.filter(kind="change.reverted").count() == 1
    assert Firing.objects.get().came_true
    table.campaign.refresh_from_db()
    assert table.campaign.end == date(2023, 9, 27)
    assert verify_signatures() == []
    assert not tampered()


@pytest.mark.check("T046", "T162")
def test_the_certificate_of_somebody_forgotten_shows_the_pseudonym(table: Table) -> None:
    version = table.in_force()
    zhao = table.company.zhao
    leaving.retire(zhao, by=table.company.administrator)
    people.anonymise(zhao, by=table.company.administrator)
    zhao.refresh_from_db()
    page = page_of(certificate(version))
    assert "赵刚" not in page
    assert zhao.name in page
    assert verify_signatures() == []
    assert not tampered()
