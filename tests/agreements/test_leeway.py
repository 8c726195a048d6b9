"""S3: what lies within the leeway that was signed is applied at once, and never adds up."""

from datetime import date, timedelta
from types import ModuleType

import pytest

from tests.agreements.beforehand import leeway
from tests.agreements.table import Table
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.aftermath import undo_what_was_not_signed
from tongzhou.agreements.models import ChangeRequest, Row, RowSignature, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.org.models import Person
from tongzhou.plans.models import Task


def moved(table: Table, task: Task, *, by: Person | None = None, **values: object) -> ChangeRequest:
    person = by or table.company.lin
    return changes.draft(table.case, by=person, reason="晚两天", values={task.pk: values})


def end_of(task: Task) -> date | None:
    task.refresh_from_db()
    return task.end


@pytest.mark.check("T036")
def test_within_the_leeway_it_is_in_force_at_once(table: Table) -> None:
    leeway(table)
    old = table.in_force()
    change = moved(table, table.review, by=table.company.wang_gong, end="2023-08-22")
    done = changes.apply_at_once(change, by=table.company.wang_gong)
    assert (done.state, done.kind) == ("applied", "pre_authorised")
    assert end_of(table.review) == date(2023, 8, 22)
    version = Version.objects.get(collaboration=table.case, state="in_force")
    assert version.number == old.number + 1
    assert Row.objects.get(version=version, task=table.review).warrant.change == done
    given = RowSignature.objects.filter(seat__row__version=version)
    assert not given.filter(carried_from=None).exists()
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_small_steps_do_not_add_up(table: Table) -> None:
    leeway(table)
    table.in_force()
    lin = table.company.lin
    changes.apply_at_once(moved(table, table.review, end="2023-08-22"), by=lin)
    with pytest.raises(NotPossibleNow):
        changes.apply_at_once(moved(table, table.review, end="2023-08-24"), by=lin)
    assert end_of(table.review) == date(2023, 8, 22)


def test_an_emergency_that_nobody_signed_is_no_ground_to_move_from(
    table: Table, clock: ModuleType
) -> None:
    leeway(table)
    table.in_force()
    lin = table.company.lin
    changes.apply_at_once(moved(table, table.review, end="2023-08-22"), by=lin)
    changes.declare(moved(table, table.review, end="2023-08-25"), by=lin)
    clock.advance(timedelta(hours=49))
    undo_what_was_not_signed()
    assert end_of(table.review) == date(2023, 8, 22)
    with pytest.raises(NotPossibleNow):
        changes.apply_at_once(moved(table, table.review, end="2023-08-24"), by=lin)
    changes.apply_at_once(moved(table, table.review, end="2023-08-21"), by=lin)
    assert verify_signatures() == []


def test_a_later_change_of_another_row_asks_nobody_about_it(table: Table) -> None:
    leeway(table)
    table.in_force()
    lin = table.company.lin
    changes.apply_at_once(moved(table, table.review, end="2023-08-22"), by=lin)
    change = moved(table, table.complaints, deliverable="《TOP5 投诉分析》")
    version = changes.submit(change, by=lin).versions.get()
    for department in (table.company.service, table.company.marketing):
        version = table.sign(version, department)
    assert version.state == "in_force"
    assert verify_signatures() == []
    assert verify_facts()[0] == []


@pytest.mark.parametrize(
    "values",
    [
        {"end": "2023-08-23"},
        {"end": "2023-08-22", "deliverable": "2 项新功能"},
        {"name": "评审与开发"},
        {"buffer_days": 1},
    ],
)
def test_beyond_the_leeway_it_is_signed_as_usual(table: Table, values: dict[str, object]) -> None:
    leeway(table)
    table.in_force()
    change = moved(table, table.review, **values)
    with pytest.raises(NotPossibleNow):
        changes.apply_at_once(change, by=table.company.lin)
    change.refresh_from_db()
    assert (change.state, change.kind) == ("draft", "normal")


def test_the_accountable_person_changes_within_the_department_alone(table: Table) -> None:
    leeway(table, {"kind": "person"}, {"kind": "wording"})
    table.in_force()
    lin, company = table.company.lin, table.company
    abroad = moved(table, table.review, accountable=str(company.zhao.pk))
    with pytest.raises(NotPossibleNow):
        changes.apply_at_once(abroad, by=lin)
    inside = moved(table, table.review, accountable=str(company.liu.pk), name="评审与开发")
    changes.apply_at_once(inside, by=lin)
    table.review.refresh_from_db()
    assert table.review.name == "评审与开发"
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_nobody_moves_the_row_of_another_department(table: Table) -> None:
    leeway(table)
    table.in_force()
    change = moved(table, table.review, by=table.company.zhao, end="2023-08-22")
    with pytest.raises(Refused):
        changes.apply_at_once(change, by=table.company.zhao)


def test_without_leeway_nothing_is_applied_at_once(table: Table) -> None:
    table.in_force()
    with pytest.raises(NotPossibleNow):
        changes.apply_at_once(moved(table, table.review, end="2023-08-21"), by=table.company.lin)
