from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import Objection, Row, RowSignature, Seat, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.config.commands.health import verify
from tongzhou.org.actions import leaving, people
from tongzhou.org.models import Person
from tongzhou.plans.models import Criterion, Role, Support, Task


def told() -> list[str]:
    return [problem.sentence for problem in verify_signatures()]


def test_a_case_that_went_through_a_change_verifies(table: Table) -> None:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    assert told() == []
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)
    assert told() == []


SIGNED_CELLS: list[tuple[str, Callable[[Table], object]]] = [
    ("end", lambda t: Task.objects.filter(pk=t.review.pk).update(end=date(2023, 8, 19))),
    ("name", lambda t: Task.objects.filter(pk=t.review.pk).update(name="评审")),
    ("buffer_days", lambda t: Task.objects.filter(pk=t.review.pk).update(buffer_days=0)),
    ("deliverable", lambda t: Task.objects.filter(pk=t.review.pk).update(deliverable="2 项")),
    ("department", lambda t: Task.objects.filter(pk=t.review.pk).update(department=t.company.root)),
    ("accountable", lambda t: Role.objects.filter(task=t.review, letter="A").update(person=t.company.sun)),
    ("criteria", lambda t: Criterion.objects.filter(task=t.review).update(text="测试通过率 90%")),
    ("supports", lambda t: Support.objects.filter(task=t.review).delete()),
]  # fmt: skip


@pytest.mark.check("T034")
@pytest.mark.parametrize(("field", "tamper"), SIGNED_CELLS, ids=[one[0] for one in SIGNED_CELLS])
def test_a_signed_cell_changed_by_sql_is_named(
    table: Table, field: str, tamper: Callable[[Table], object]
) -> None:
    table.in_force()
    tamper(table)
    found = verify_signatures()
    assert (found[0].number, found[0].task, found[0].field) == ("协-2023-0001", 1, field)
    result = CliRunner().invoke(verify)
    assert result.exit_code == 1
    assert "协-2023-0001" in result.output


@pytest.mark.check("T034")
def test_a_shared_term_changed_by_sql_is_named(table: Table) -> None:
    table.in_force()
    Collaboration.objects.update(goal="月活 +5%")
    assert [(one.task, one.field) for one in verify_signatures()] == [(None, "goal")]


@pytest.mark.check("T034")
def test_a_frozen_row_changed_by_sql_is_named_with_its_field(table: Table) -> None:
    version = table.in_force()
    with behind_the_back():
        row = Row.objects.get(version=version, task=table.review)
        Row.objects.filter(pk=row.pk).update(content={**row.content, "end": "2023-09-30"})
    found = verify_signatures()
    assert [(one.task, one.field) for one in found] == [(1, "end")]


@pytest.mark.check("T034")
@pytest.mark.parametrize(
    "tamper",
    [
        lambda v: RowSignature.objects.filter(seat__row__version=v).update(hash="0" * 64),
        lambda v: RowSignature.objects.filter(seat__department__code="sales").delete(),
        lambda v: RowSignature.objects.filter(seat__department__code="sales").update(
            person=Person.objects.get(login="wu")
        ),
        lambda v: Version.objects.filter(pk=v.pk).update(root="0" * 64),
        lambda v: Seat.objects.filter(row__version=v, department__code="sales").update(
            department=v.collaboration.department.parent
        ),
    ],
    ids=["hash", "gone", "other person", "root", "other department"],
)
def test_a_tampered_signature_is_found(table: Table, tamper: Callable[[Version], object]) -> None:
    version = table.in_force()
    with behind_the_back():
        tamper(version)
        assert told()


@pytest.mark.check("T034")
def test_the_page_says_that_signatures_are_broken(
    table: Table, signed_in: Callable[[Person], Client]
) -> None:
    version = table.in_force()
    Task.objects.filter(pk=table.review.pk).update(end=date(2023, 8, 19))
    page = signed_in(table.company.zhao).get(f"/agreements/{version.pk}").content.decode()
    assert 'role="alert"' in page
    assert 'class="stamp void' in page


@pytest.mark.parametrize("model", [Row, Seat, RowSignature, Version, Objection])
def test_the_database_refuses_to_change_what_was_signed(table: Table, model: type) -> None:
    version = table.circulate()
    table.sign(version, table.company.sales)
    from tongzhou.agreements import actions

    actions.object_to(
        version, department=table.company.product, by=table.company.wang, reason="排不下"
    )
    column = {Row: "hash", Seat: "why", RowSignature: "hash", Version: "root", Objection: "reason"}
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{column[model]: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_misplaced_ball_is_found(table: Table) -> None:
    table.circulate()
    Ball.objects.filter(kind="version", department=table.company.sales).delete()
    assert told()


@pytest.mark.check("T046")
def test_signatures_of_an_anonymised_person_still_verify(table: Table) -> None:
    table.in_force()
    leaving.retire(table.company.zhao, by=table.company.administrator)
    people.anonymise(table.company.zhao, by=table.company.administrator)
    assert told() == []
