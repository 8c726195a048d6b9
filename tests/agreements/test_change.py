from datetime import date

import pytest

from tests.agreements.table import Table
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest, RowSignature, Seat
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.queries.change_pages import page
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.queries import brief_of
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.org.models import Person
from tongzhou.plans.models import Task

LATER = {"end": "2023-08-25"}


def later(table: Table, by: Person | None = None) -> ChangeRequest:
    """The story's change: the review of the product department ends five days later."""
    person = by or table.company.lin
    return changes.draft(
        table.case, by=person, reason="技术难点，晚 5 天", values={table.review.pk: LATER}
    )


def waiting(change: ChangeRequest) -> set[str]:
    return {ball.department.name for ball in Ball.objects.filter(kind="change", matter=change.pk)}


@pytest.mark.check("T036")
def test_only_heads_whose_rows_change_are_asked_again(table: Table) -> None:
    table.in_force()
    change = changes.submit(later(table), by=table.company.lin)
    assert change.state == "signing"
    assert waiting(change) == {"产品部", "市场部", "销售部"}
    version = change.versions.get()
    carried = RowSignature.objects.filter(seat__row__version=version)
    assert carried.exclude(carried_from=None).count() == carried.count() > 0
    assert Seat.objects.filter(row__version=version, signature=None).count() == 3


def test_when_all_have_signed_the_table_reads_as_signed(table: Table) -> None:
    old = table.in_force()
    change = changes.submit(later(table), by=table.company.lin)
    version = change.versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        version = table.sign(version, department)
    for one in (change, old, table.review):
        one.refresh_from_db()
    assert (change.state, version.state, old.state) == ("applied", "in_force", "superseded")
    assert table.review.end == date(2023, 8, 25)
    assert broken_rows(version) == []
    assert waiting(change) == set()


@pytest.mark.check("T036")
def test_an_objection_leaves_the_old_version_in_force(table: Table) -> None:
    old = table.in_force()
    change = changes.submit(later(table), by=table.company.lin)
    version = change.versions.get()
    actions.object_to(
        version, department=table.company.sales, by=table.company.zhao, reason="推广衔接不上"
    )
    for one in (change, old, table.review):
        one.refresh_from_db()
    assert (change.state, old.state) == ("rejected", "in_force")
    assert table.review.end == date(2023, 8, 18)


@pytest.mark.check("T036")
def test_the_second_of_two_changes_must_be_brought_up_to_date(table: Table) -> None:
    table.in_force()
    first, second = later(table), later(table, by=table.company.wang_gong)
    changes.submit(first, by=table.company.lin)
    with pytest.raises(NotPossibleNow):
        changes.submit(later(table), by=table.company.lin)
    version = first.versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)
    with pytest.raises(NotPossibleNow):
        changes.submit(second, by=table.company.wang_gong)
    fresh = changes.rebase(second, by=table.company.wang_gong)
    assert not fresh.lines.exists()
    with pytest.raises(Invalid):
        changes.submit(fresh, by=table.company.wang_gong)


def test_another_department_asks_the_initiator_first(table: Table) -> None:
    table.in_force()
    change = changes.submit(later(table, by=table.company.wang_gong), by=table.company.wang_gong)
    assert change.state == "reviewing"
    assert waiting(change) == {"市场部"}
    with pytest.raises(Refused):
        changes.take_up(change, by=table.company.wang_gong)
    assert changes.take_up(change, by=table.company.lin).state == "signing"


def test_the_blast_radius_names_who_is_reached(table: Table) -> None:
    table.in_force()
    change = changes.draft(
        table.case,
        by=table.company.lin,
        reason="晚两周",
        values={table.review.pk: {"end": "2023-09-05"}},
    )
    found = page(change, table.company.lin).reach
    assert [one.task for one in found.blast.collisions] == [table.campaign.pk]
    assert found.blast.collisions[0].new_start == date(2023, 9, 6)
    assert {one.name for one in found.signers} == {"产品部", "市场部", "销售部"}
    assert found.kept_rows == 3


def test_a_row_handed_to_another_department_is_signed_by_both(table: Table) -> None:
    table.in_force()
    change = changes.draft(
        table.case,
        by=table.company.lin,
        reason="改由销售部承担",
        values={
            table.complaints.pk: {
                "department": str(table.company.sales.pk),
                "accountable": str(table.company.zhao.pk),
            }
        },
    )
    version = changes.submit(change, by=table.company.lin).versions.get()
    assert waiting(change) == {"市场部", "销售部", "客服部"}
    for department in (table.company.sales, table.company.service, table.company.marketing):
        version = table.sign(version, department)
    assert version.state == "in_force"
    table.complaints.refresh_from_db()
    assert table.complaints.department == table.company.sales


def test_a_row_that_moves_earlier_as_a_whole_is_applied(table: Table) -> None:
    table.in_force()
    values = {table.campaign.pk: {"start": "2023-08-21", "end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="提前", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.marketing, table.company.product):
        version = table.sign(version, department)
    table.campaign.refresh_from_db()
    assert (version.state, table.campaign.end) == ("in_force", date(2023, 8, 25))


@pytest.mark.parametrize(
    "values", [{"end": "2023-06-01"}, {"percent": 100}, {"state": "accepted"}, {"id": "x"}]
)
@pytest.mark.check("T008")
def test_a_request_wants_only_signed_columns_and_sound_dates(
    table: Table, values: dict[str, object]
) -> None:
    table.in_force()
    with pytest.raises(Invalid):
        changes.draft(
            table.case, by=table.company.lin, reason="不行", values={table.review.pk: values}
        )


def test_a_request_needs_something_in_force(table: Table) -> None:
    with pytest.raises(NotPossibleNow):
        later(table)


def test_whoever_takes_no_part_may_not_ask_for_a_change(table: Table) -> None:
    table.in_force()
    with pytest.raises(Refused):
        later(table, by=table.company.qian)


def test_the_brief_says_the_day_that_is_signed_now(table: Table) -> None:
    """People forward it: the answer's own date is of the past once a change moved the row."""
    ask = Ask.objects.create(
        collaboration=table.case, department=table.company.product, what="3 项新功能", state="agreed",
        agreed_what="3 项新功能", agreed_by_date=date(2023, 8, 18), sent_at=clock.now(),
        settled_at=clock.now(),
    )  # fmt: skip
    Task.objects.filter(pk=table.review.pk).update(ask=ask)
    table.in_force()
    assert brief_of(table.case).asks[0].by_date == date(2023, 8, 18)

    change = changes.submit(later(table), by=table.company.lin)
    version = change.versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        version = table.sign(version, department)

    assert brief_of(table.case).asks[0].by_date == date(2023, 8, 25)
