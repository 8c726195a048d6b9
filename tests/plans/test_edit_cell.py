from datetime import date

import pytest

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.org.standing import as_liaison
from tongzhou.plans import queries
from tongzhou.plans.actions import edit_cell, remove_task, restore_task, set_role
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.models import Task

SIGNED = [key for key, column in COLUMNS.items() if column.signed]
FREE = [key for key, column in COLUMNS.items() if not column.signed]
TYPED = {
    "name": "另一个名字", "department": "客服部", "responsible": "吴凡", "accountable": "周婷",
    "dates": "7月4日-7月21日", "start": "2023-07-04", "end": "2023-07-21", "buffer_days": "５",
    "deliverable": "《另一份报告》", "supports": "客服部、产品部", "criteria": "覆盖 120 条；李敏签字",
    "waits_for": "2SS+1", "consulted": "黄蕾", "informed": "客服部、林晓", "effort_days": "2.5",
}  # fmt: skip


@pytest.mark.parametrize("column", TYPED)
def test_every_column_takes_what_people_type_and_is_journalled_once(
    company: Company, case: Collaboration, task: Task, column: str
) -> None:
    sound(company, case)
    was = queries.row(task.pk).text(column)
    entries = Entry.objects.count()
    row = edit_cell(task, field=column, value=TYPED[column], was=was, by=company.li)
    assert row.text(column) != was
    assert Entry.objects.count() == entries + 1
    assert row.version == 2


@pytest.mark.parametrize("column", TYPED)
def test_every_cell_is_emptied_or_says_why_not(
    company: Company, case: Collaboration, task: Task, column: str
) -> None:
    sound(company, case)
    try:
        row = edit_cell(task, field=column, value="", was=None, by=company.li)
    except Invalid as refused:
        is_said = bool(refused.errors)
    else:
        is_said = row.text(column) in ("", "0")
    assert is_said


@pytest.mark.parametrize("column", TYPED)
def test_typing_back_what_stands_changes_nothing(
    company: Company, case: Collaboration, task: Task, column: str
) -> None:
    entries = Entry.objects.count()
    stands = queries.row(task.pk).text(column)
    row = edit_cell(task, field=column, value=stands, was=stands, by=company.li)
    assert row.version == 1
    assert Entry.objects.count() == entries


@pytest.mark.check("T045")
@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", ""), ("name", "名" * 201), ("name", "名" * 100_000), ("deliverable", "字" * 100_000),
        ("buffer_days", "-1"), ("buffer_days", "367"), ("buffer_days", "1e9"),
        ("buffer_days", "NaN"), ("buffer_days", "三"), ("effort_days", "-1"),
        ("effort_days", "NaN"), ("effort_days", "1000000000"), ("effort_days", "Infinity"),
        ("dates", "2023年2月30日"), ("dates", "7月20日-7月1日"), ("dates", "昨天"),
        ("dates", "10000-01-01"), ("start", "2023-02-29"), ("end", "2023-07-01"),
        ("criteria", "；".join(f"标准 {number}" for number in range(21))),
        ("waits_for", "99"), ("waits_for", "1"), ("waits_for", "2FS+1000"), ("waits_for", "乱写"),
        ("responsible", "没有这个人"), ("department", "没有这个部门"), ("department", ""),
        ("supports", "火星部"), ("ask", "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_at_its_column(
    company: Company, task: Task, column: str, text: str
) -> None:
    before = queries.row(task.pk)
    with pytest.raises(Invalid) as refused:
        edit_cell(task, field=column, value=text, was=None, by=company.li)
    assert str(refused.value.sentence)
    assert queries.row(task.pk) == before


@pytest.mark.check("T045")
def test_full_width_digits_are_digits(company: Company, task: Task) -> None:
    edit_cell(task, field="buffer_days", value="１２", was="3", by=company.li)
    row = edit_cell(task, field="dates", value="７月４日－７月２１日", was=None, by=company.li)
    assert row.buffer_days == 12
    assert (row.start, row.end) == (date(2023, 7, 4), date(2023, 7, 21))


@pytest.mark.check("T047")
def test_two_people_in_one_cell_one_wins_and_the_other_keeps_the_text(
    company: Company, task: Task
) -> None:
    edit_cell(task, field="name", value="先到的名字", was="用户需求收集", by=company.li)
    with pytest.raises(Stale) as late:
        edit_cell(task, field="name", value="后到的名字", was="用户需求收集", by=company.zhou)
    assert late.value.mine == {"name": "后到的名字"}
    assert late.value.theirs == {"name": "先到的名字"}


@pytest.mark.check("T047")
def test_two_people_in_different_cells_of_a_row_do_not_disturb_each_other(
    company: Company, task: Task
) -> None:
    edit_cell(task, field="name", value="新名字", was="用户需求收集", by=company.li)
    row = edit_cell(task, field="buffer_days", value="4", was="3", by=company.zhou)
    assert (row.name, row.buffer_days, row.version) == ("新名字", 4, 3)


@pytest.mark.check("T035")
@pytest.mark.parametrize("state", ["signing", "delivering", "accepting"])
@pytest.mark.parametrize("column", SIGNED)
def test_a_signed_column_changes_only_through_a_change_request(
    company: Company, case: Collaboration, task: Task, state: str, column: str
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state=state)
    with pytest.raises(NotPossibleNow):
        edit_cell(task, field=column, value=TYPED[column], was=None, by=company.li)


@pytest.mark.check("T035")
@pytest.mark.parametrize("column", ["responsible", "consulted", "informed", "effort_days"])
def test_a_free_column_stays_editable_while_the_work_goes_on(
    company: Company, case: Collaboration, task: Task, column: str
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    row = edit_cell(task, field=column, value=TYPED[column], was=None, by=company.zhou)
    assert row.text(column) == TYPED[column]


@pytest.mark.parametrize("state", ["paused", "reviewing", "archived", "cancelled", "discarded"])
@pytest.mark.parametrize("column", ["name", "responsible"])
def test_nothing_is_edited_in_a_collaboration_that_rests(
    company: Company, case: Collaboration, task: Task, state: str, column: str
) -> None:
    back = "dividing" if state == "paused" else ""
    Collaboration.objects.filter(pk=case.pk).update(state=state, resumes_to=back)
    with pytest.raises(NotPossibleNow):
        edit_cell(task, field=column, value=TYPED[column], was=None, by=company.li)


@pytest.mark.check("T004")
@pytest.mark.parametrize("who", ["li", "lin", "he", "zhao", "zhou"])
def test_the_initiator_and_the_owning_department_edit_a_row(
    company: Company, task: Task, who: str
) -> None:
    row = edit_cell(task, field="name", value="改", was=None, by=getattr(company, who))
    assert row.name == "改"


@pytest.mark.check("T004")
@pytest.mark.parametrize(
    "who", ["wang", "wang_gong", "liu", "wu", "chen", "qian", "administrator", "auditor", "gao"]
)
def test_nobody_else_edits_a_row(company: Company, task: Task, who: str) -> None:
    with pytest.raises(Refused):
        edit_cell(task, field="name", value="改", was=None, by=getattr(company, who))


@pytest.mark.check("T004")
def test_who_is_responsible_edits_the_row_but_does_not_pass_it_on(
    company: Company, task: Task
) -> None:
    set_role(task, letter="R", people=[company.wu.pk], by=company.zhao)
    edit_cell(task, field="deliverable", value="《新报告》", was=None, by=company.wu)
    with pytest.raises(Refused):
        edit_cell(task, field="department", value="客服部", was=None, by=company.wu)


@pytest.mark.check("T008")
@pytest.mark.parametrize(
    "field",
    ["id", "collaboration", "state", "percent", "version", "removed_at", "number", "risk", ""],
)
def test_a_field_that_is_no_column_is_never_written(
    company: Company, task: Task, field: str
) -> None:
    before = queries.row(task.pk)
    with pytest.raises(Invalid):
        edit_cell(task, field=field, value="100", was=None, by=company.li)
    assert queries.row(task.pk) == before


@pytest.mark.check("T005")
def test_people_of_departments_that_take_no_part_cannot_be_named(
    company: Company, task: Task
) -> None:
    with pytest.raises(Invalid):
        edit_cell(task, field="responsible", value=str(company.feng.pk), was=None, by=company.li)


def test_a_supporting_department_takes_part_from_then_on(
    company: Company, case: Collaboration, task: Task
) -> None:
    edit_cell(task, field="supports", value="财务部", was="", by=company.li)
    assert Party.objects.filter(collaboration=case, department=company.finance).exists()
    assert Entry.objects.filter(kind="collaboration.party_added").count() == 1


def test_only_the_initiator_brings_in_another_department(company: Company, task: Task) -> None:
    with pytest.raises(Refused):
        edit_cell(task, field="supports", value="财务部", was="", by=company.zhao)
    edit_cell(task, field="supports", value="客服部", was="", by=company.zhao)


def test_two_people_of_one_name_are_told_apart(company: Company, task: Task) -> None:
    Person.objects.filter(pk=company.liu.pk).update(name="吴凡")
    with pytest.raises(Invalid, match="吴凡（wu）"):
        edit_cell(task, field="responsible", value="吴凡", was=None, by=company.zhao)
    edit_cell(task, field="responsible", value="吴凡（liu）", was=None, by=company.zhao)
    assert [seat.person for seat in queries.row(task.pk).responsible] == [company.liu.pk]


def test_a_circle_of_dependencies_is_refused(
    company: Company, case: Collaboration, task: Task
) -> None:
    second, third = sound(company, case), sound(company, case)
    edit_cell(second, field="waits_for", value="1", was="", by=company.li)
    edit_cell(third, field="waits_for", value="2FF+2", was="", by=company.li)
    with pytest.raises(Invalid):
        edit_cell(task, field="waits_for", value="3", was="", by=company.li)


def test_a_row_taken_out_can_be_put_back_and_keeps_its_number(
    company: Company, case: Collaboration, task: Task
) -> None:
    remove_task(task, by=company.zhao)
    assert queries.table(case.pk) == []
    with pytest.raises(NotPossibleNow):
        edit_cell(task, field="name", value="改", was=None, by=company.li)
    assert sound(company, case).number == 2
    restore_task(task, by=company.zhao)
    assert [row.number for row in queries.table(case.pk)] == [1, 2]


def test_naming_a_person_fills_the_seat_somebody_stood_in_for(company: Company, task: Task) -> None:
    role = task.roles.get(letter="R")
    role.seat, role.stands_in = "专员", True
    role.save(update_fields=["seat", "stands_in"])
    set_role(task, letter="R", people=[company.wu.pk], by=company.zhao)
    seat = queries.row(task.pk).responsible[0]
    assert (seat.name, seat.title, seat.stands_in) == ("吴凡", "专员", False)


def test_desks_agree_with_standing_as_liaison(company: Company) -> None:
    speaking = queries.desks([department.pk for department in company.departments])
    for person in company.everyone:
        answered = speaking.answered_by(person)
        for department in company.departments:
            assert (department.pk in answered) == (as_liaison(person, department) is not None)


def test_signed_facts_hold_ids_and_change_when_a_signed_cell_changes(
    company: Company, task: Task
) -> None:
    before = queries.signed_content(task)
    assert before["department"] == str(company.sales.pk)
    assert company.zhao.name not in str(before)
    edit_cell(task, field="responsible", value="吴凡", was=None, by=company.li)
    assert queries.signed_content(task) == before
    edit_cell(task, field="criteria", value="覆盖 120 条", was=None, by=company.li)
    assert queries.signed_content(task) != before
