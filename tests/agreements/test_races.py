"""Several people at once, on both engines: threads with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.binding import row_hash
from tongzhou.agreements.models import ChangeRequest, Row, RowSignature, Seat, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.plans.actions import edit_cell
from tongzhou.plans.models import Task
from tongzhou.plans.queries import signed_contents

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def together(*acts: Act) -> list[object]:
    """The outcome of each, started at the same moment; a refusal is an outcome."""
    gate = Barrier(len(acts))

    def run(act: Act) -> object:
        try:
            gate.wait()
            return act()
        except (WithoutEffect, OperationalError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.check("T051")
def test_heads_who_sign_at_once_all_count_and_it_comes_into_force_once(table: Table) -> None:
    version = table.circulate()
    outcomes = together(
        *(lambda one=department: table.sign(version, one) for department in table.heads)
    )
    assert all(isinstance(outcome, Version) for outcome in outcomes)
    version.refresh_from_db()
    assert version.state == "in_force"
    assert not Seat.objects.filter(signature=None).exists()
    assert Entry.objects.filter(kind="collaboration.came_into_force").count() == 1
    assert Entry.objects.filter(kind="agreement.signed").count() == 4
    assert not verify_chain()
    assert not verify_signatures()


@pytest.mark.check("T051")
def test_heads_who_sign_a_change_at_once_apply_it_once(table: Table) -> None:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    company = table.company
    together(
        *(
            lambda one=department: table.sign(version, one)
            for department in (company.product, company.marketing, company.sales)
        )
    )
    assert Entry.objects.filter(kind="change.applied").count() == 1
    assert not verify_signatures()


def test_the_same_head_twice_at_once_signs_once(table: Table) -> None:
    version = table.circulate()
    together(*[lambda: table.sign(version, table.company.product)] * 4)
    assert Entry.objects.filter(kind="agreement.signed").count() == 1


@pytest.mark.check("T053")
@pytest.mark.parametrize("attempt", range(4))
def test_an_edit_while_circulating_is_refused_or_part_of_what_is_signed(
    table: Table, attempt: int
) -> None:
    outcomes = together(
        table.circulate,
        lambda: edit_cell(
            table.review, field="end", value="2023-08-21", was=None, by=table.company.wang_gong
        ),
    )
    version = next(outcome for outcome in outcomes if isinstance(outcome, Version))
    current = signed_contents(table.case.pk)
    frozen = dict(Row.objects.filter(version=version, kind="task").values_list("task", "hash"))
    assert {key: row_hash(content) for key, content in current.items()} == frozen


@pytest.mark.check("T053")
def test_of_a_signature_and_an_objection_at_once_both_are_told_the_truth(table: Table) -> None:
    version = table.circulate()
    for department in (table.company.product, table.company.sales, table.company.service):
        table.sign(version, department)
    together(
        lambda: table.sign(version, table.company.marketing),
        lambda: actions.object_to(
            version, department=table.company.sales, by=table.company.zhao, reason="等等"
        ),
    )
    version.refresh_from_db()
    table.case.refresh_from_db()
    assert (version.state, table.case.state) in (
        ("in_force", "delivering"),
        ("withdrawn", "dividing"),
    )


@pytest.mark.check("T036")
def test_of_two_changes_submitted_at_once_one_waits(table: Table) -> None:
    table.in_force()
    wishes = [
        changes.draft(
            table.case,
            by=table.company.lin,
            reason="晚",
            values={table.review.pk: {"end": f"2023-08-{day}"}},
        )
        for day in (24, 25)
    ]
    outcomes = together(
        *(lambda one=change: changes.submit(one, by=table.company.lin) for change in wishes)
    )
    assert sum(isinstance(outcome, WithoutEffect) for outcome in outcomes) == 1
    assert ChangeRequest.objects.filter(state="signing").count() == 1


@pytest.mark.check("T058")
def test_the_database_itself_allows_one_of_each(table: Table) -> None:
    version = table.circulate()
    table.sign(version, table.company.sales)
    row = version.rows.get(kind="terms")
    seat = Seat.objects.filter(department=table.company.sales).first()
    again: list[Act] = [
        lambda: _copy(version, number=9),
        lambda: _copy(version, state="withdrawn"),
        lambda: _copy(row),
        lambda: _copy(Row.objects.filter(kind="task").first()),
        lambda: _copy(seat),
        lambda: _copy(RowSignature.objects.first()),
        lambda: Version.objects.filter(pk=version.pk).update(state="in_force"),
    ]
    for act in again:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.check("T058")
def test_the_database_itself_allows_one_version_in_force_and_one_change_in_signing(
    table: Table,
) -> None:
    version = table.in_force()
    change = changes.draft(
        table.case,
        by=table.company.lin,
        reason="晚",
        values={table.review.pk: {"end": "2023-08-25"}},
    )
    changes.submit(change, by=table.company.lin)
    change.refresh_from_db()
    for act in (lambda: _copy(version, number=9), lambda: _copy(change, number=9)):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_tampering_leaves_the_triggers_standing(table: Table) -> None:
    version = table.circulate()
    with transaction.atomic(), behind_the_back():
        Row.objects.filter(version=version).update(hash="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(version=version).update(hash="1" * 64)
    assert Task.objects.filter(end=date(2023, 8, 18)).exists()


def _copy(found: object, **changes: object) -> None:
    kept = type(found).objects.get(pk=found.pk)  # type: ignore[attr-defined]
    if kept._meta.pk.name == "id":
        kept.pk = (
            None
            if kept._meta.pk.get_internal_type() == "BigAutoField"
            else kept._meta.pk.get_default()
        )
    for name, value in changes.items():
        setattr(kept, name, value)
    kept._state.adding = True
    kept.save(force_insert=True)
