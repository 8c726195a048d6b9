"""A change request holds rows that come and go, the shared terms and what was agreed in requests."""

from datetime import date
from uuid import UUID

import pytest

from tests.agreements.table import Table
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.models import ChangeRequest, RowSignature, Seat, Version
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Ask, Ball, Party
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department
from tongzhou.plans.models import Dependency, Role, Task


def ask_for(table: Table, asked: Asked, *, at_once: bool = True) -> ChangeRequest:
    change = changes.draft(table.case, by=table.company.lin, reason="情况变了", asked=asked)
    return changes.submit(change, by=table.company.lin) if at_once else change


def waiting(change: ChangeRequest) -> set[str]:
    return {ball.department.name for ball in Ball.objects.filter(kind="change", matter=change.pk)}


def sign_all(table: Table, change: ChangeRequest) -> Version:
    """Every head who is asked, one after the other."""
    version = change.versions.get()
    open_seats = Seat.objects.filter(row__version=version, signature=None)
    asked = set(open_seats.values_list("department", flat=True))
    for department in Department.objects.filter(pk__in=asked).select_related("head"):
        version = table.sign(version, department, by=department.head)
    table.case.refresh_from_db()
    change.refresh_from_db()
    assert (change.state, version.state) == ("applied", "in_force")
    assert broken_rows(version) == []
    assert [one.sentence for one in verify_signatures() if one.version == version.number] == []
    return version


def new_row(table: Table, **more: object) -> dict[str, object]:
    return {
        "name": "上线后回访", "department": str(table.company.service.pk),
        "accountable": str(table.company.chen.pk), "start": "2023-09-04", "end": "2023-09-15",
        "buffer_days": 3, "deliverable": "《回访报告》", "criteria": ["≥ 50 位用户"],
        "supports": [], "waits_for": [], **more,
    }  # fmt: skip


def agreed_ask(table: Table) -> Ask:
    ask = Ask.objects.create(
        collaboration=table.case, department=table.company.product, what="3 项新功能",
        state="agreed", agreed_what="3 项新功能", agreed_by_date=date(2023, 8, 18),
        agreed_effort_days="20", sent_at=clock.now(), settled_at=clock.now(),
    )  # fmt: skip
    Task.objects.filter(pk=table.review.pk).update(ask=ask)
    return ask


def kinds(table: Table) -> set[str]:
    entries = Entry.objects.filter(collaboration=table.case.pk)
    return set(entries.values_list("kind", flat=True))


@pytest.mark.check("T036")
def test_goal_dates_and_milestones_are_signed_again_by_all(table: Table) -> None:
    table.in_force()
    shared = {
        "goal": "Q3 月活跃用户增长 12%", "wanted_date": "2023-10-31",
        "milestones": [{"name": "功能上线", "on": "2023-09-08"}, {"name": "复盘", "on": None}],
    }  # fmt: skip
    change = ask_for(table, Asked(shared=shared))
    assert waiting(change) == {"市场部", "产品部", "销售部", "客服部"}
    version = change.versions.get()
    assert Seat.objects.filter(row__version=version, signature=None).count() == 4
    assert table.case.goal == "Q3 月活跃用户增长 15%"
    sign_all(table, change)
    assert (table.case.goal, table.case.wanted_date) == (
        "Q3 月活跃用户增长 12%",
        date(2023, 10, 31),
    )
    assert list(table.case.milestones.values_list("name", "on")) == [
        ("功能上线", date(2023, 9, 8)), ("复盘", None),
    ]  # fmt: skip
    assert "collaboration.terms_changed" in kinds(table)


def test_a_new_row_is_signed_by_its_department_and_the_initiator_alone(table: Table) -> None:
    table.in_force()
    waits = [{"on": str(table.campaign.pk), "kind": "FS", "lag_days": 0}]
    change = ask_for(table, Asked(added=[new_row(table, waits_for=waits)]))
    assert waiting(change) == {"客服部", "市场部"}
    assert table.case.tasks.standing().count() == 4
    version = sign_all(table, change)
    row = table.case.tasks.standing().get(number=5)
    assert (row.name, row.end, row.deliverable) == ("上线后回访", date(2023, 9, 15), "《回访报告》")
    assert list(row.waits_for.values_list("on", flat=True)) == [table.campaign.pk]
    assert set(row.roles.values_list("letter", "person")) == {
        ("A", table.company.chen.pk), ("R", table.company.chen.pk),
    }  # fmt: skip
    assert version.rows.count() == 6
    assert "task.added" in kinds(table)


def test_a_row_taken_out_is_signed_and_who_waited_for_it_signs_as_well(table: Table) -> None:
    old = table.in_force()
    change = ask_for(table, Asked(dropped=[table.review.pk]))
    assert waiting(change) == {"产品部", "市场部", "销售部"}
    sign_all(table, change)
    table.review.refresh_from_db()
    assert table.review.removed_at is not None
    old.refresh_from_db()
    assert old.state == "superseded"
    second = ask_for(table, Asked(rows={table.survey.pk: {"end": "2023-07-24"}}))
    assert sign_all(table, second).rows.count() == 4


def test_a_change_of_everything_at_once_is_applied_or_nothing(table: Table) -> None:
    ask = agreed_ask(table)
    table.in_force()
    asked = Asked(
        rows={table.survey.pk: {"end": "2023-07-28"}, table.campaign.pk: {"end": "2023-09-25"}},
        added=[new_row(table)],
        dropped=[table.complaints.pk],
        shared={"wanted_date": "2023-10-15"},
        asks={ask.pk: {"what": "2 项新功能", "effort_days": "12.0", "give_back": "一名运营"}},
    )
    change = ask_for(table, asked)
    version = change.versions.get()
    actions.object_to(
        version, department=table.company.sales, by=table.company.zhao, reason="做不完"
    )
    table.case.refresh_from_db()
    ask.refresh_from_db()
    assert (table.case.wanted_date, ask.agreed_what) == (date(2023, 9, 30), "3 项新功能")
    assert table.case.tasks.standing().count() == 4
    assert broken_rows(table.case.versions.get(state="in_force")) == []
    sign_all(table, ask_for(table, asked))
    ask.refresh_from_db()
    assert (ask.agreed_what, ask.agreed_effort_days, ask.agreed_give_back) == (
        "2 项新功能", 12, "一名运营",
    )  # fmt: skip
    assert {"ask.terms_changed", "task.removed", "task.added"} <= kinds(table)


def test_dependencies_between_departments_are_turned_round(table: Table) -> None:
    table.in_force()
    there = [{"on": str(table.campaign.pk), "kind": "SS", "lag_days": 2}]
    values = {table.campaign.pk: {"waits_for": []}, table.review.pk: {"waits_for": there}}
    change = ask_for(table, Asked(rows=values))
    assert waiting(change) == {"产品部", "市场部", "销售部"}
    sign_all(table, change)
    assert [(one.task, one.on, one.kind) for one in Dependency.objects.all()] == [
        (table.review, table.campaign, "SS")
    ]


def test_a_circle_is_refused_before_anybody_signs(table: Table) -> None:
    table.in_force()
    there = [{"on": str(table.campaign.pk), "kind": "FS", "lag_days": 0}]
    with pytest.raises(Invalid):
        ask_for(table, Asked(rows={table.review.pk: {"waits_for": there}}))


def test_what_no_signature_binds_takes_effect_without_one(table: Table) -> None:
    """Who waits for whom within one department is nobody else's."""
    other = Task.objects.create(
        collaboration=table.case, number=9, position=9, name="用户访谈",
        department=table.company.sales, start=date(2023, 7, 24), end=date(2023, 7, 28),
        deliverable="访谈记录",
    )  # fmt: skip
    Role.objects.create(task=other, letter="A", person=table.company.zhao)
    Role.objects.create(task=other, letter="R", person=table.company.zhou)
    other.criteria.create(position=1, text="≥ 10 位")
    table.in_force()
    waits = [{"on": str(table.survey.pk), "kind": "FS", "lag_days": 0}]
    change = ask_for(table, Asked(rows={other.pk: {"waits_for": waits}}))
    assert change.versions.get().state == "in_force"
    assert (
        RowSignature.objects.filter(carried_from=None, seat__row__version__change=change).count()
        == 0
    )
    assert list(other.waits_for.values_list("on", flat=True)) == [table.survey.pk]


def test_a_department_that_is_new_here_sees_what_it_signs(table: Table) -> None:
    table.in_force()
    finance = table.company.finance
    row = new_row(table, department=str(finance.pk), accountable=str(table.company.qian.pk))
    change = ask_for(table, Asked(added=[row]))
    assert Version.objects.visible_to(table.company.qian).filter(change=change).exists()
    changes.withdraw(change, by=table.company.lin, reason="不需要了")
    assert not Party.objects.filter(collaboration=table.case, department=finance).exists()
    again = ask_for(table, Asked(added=[row]))
    sign_all(table, again)
    assert Party.objects.filter(collaboration=table.case, department=finance).exists()


@pytest.mark.check("T036")
def test_a_request_that_changes_nothing_is_not_written(table: Table) -> None:
    table.in_force()
    same = Asked(rows={table.review.pk: {"end": "2023-08-18"}}, shared={"goal": table.case.goal})
    with pytest.raises(Invalid):
        ask_for(table, same)
    assert not ChangeRequest.objects.exists()


def test_a_wish_can_be_left_out_again(table: Table) -> None:
    table.in_force()
    change = ask_for(
        table, Asked(added=[new_row(table)], shared={"goal": "别的"}, dropped=[table.survey.pk]),
        at_once=False,
    )  # fmt: skip
    added = change.lines.exclude(new=None).get(field="row").task_id
    for matter in (added, None):
        changes.revise(change, by=table.company.lin, asked=Asked(back=[matter]))
    assert [(line.task_id, line.field) for line in change.lines.all()] == [(table.survey.pk, "row")]
    assert not Task.objects.filter(pk=added).exists()


def test_a_request_brought_up_to_date_forgets_rows_that_have_gone(table: Table) -> None:
    table.in_force()
    late = ask_for(
        table,
        Asked(rows={table.complaints.pk: {"end": "2023-07-20"}}, shared={"goal": "另一个目标"}),
        at_once=False,
    )
    sign_all(table, ask_for(table, Asked(dropped=[table.complaints.pk])))
    with pytest.raises(NotPossibleNow):
        changes.submit(late, by=table.company.lin)
    fresh = changes.rebase(late, by=table.company.lin)
    assert [line.field for line in fresh.lines.all()] == ["goal"]


@pytest.mark.parametrize(
    "shared", [{"goal": " "}, {"wanted_date": None}, {"wanted_date": "2023-06-01"}]
)
def test_shared_terms_are_never_emptied(table: Table, shared: dict[str, object]) -> None:
    table.in_force()
    with pytest.raises(Invalid):
        ask_for(table, Asked(shared=shared))


def test_an_emergency_brings_rows_and_terms_at_once_and_takes_them_back(table: Table) -> None:
    table.in_force()
    change = ask_for(
        table,
        Asked(added=[new_row(table)], dropped=[table.complaints.pk], shared={"goal": "先救急"}),
        at_once=False,
    )
    changes.declare(change, by=table.company.lin)
    table.case.refresh_from_db()
    assert table.case.goal == "先救急"
    assert set(table.case.tasks.standing().values_list("number", flat=True)) == {1, 2, 4, 5}
    version = change.versions.get()
    actions.object_to(
        version, department=table.company.service, by=table.company.chen, reason="不同意"
    )
    table.case.refresh_from_db()
    assert table.case.goal == "Q3 月活跃用户增长 15%"
    assert set(table.case.tasks.standing().values_list("number", flat=True)) == {1, 2, 3, 4}


def test_the_day_of_an_ask_is_no_key(table: Table) -> None:
    table.in_force()
    with pytest.raises(Invalid):
        ask_for(table, Asked(asks={UUID(int=1): {"state": "agreed"}}))
