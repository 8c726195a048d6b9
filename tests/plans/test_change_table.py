"""A block of cells is one act: all of it or nothing, with errors and other people's texts by cell."""

from typing import Any

import pytest

from tests.company import Company
from tests.plans.conftest import dividing, sound
from tests.plans.test_races import at_once
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.plans import queries
from tongzhou.plans.actions import change_table
from tongzhou.plans.blocks import Block, NewRow, Typed, read_block
from tongzhou.plans.models import Task


def cells(*typed: tuple[object, str, str] | tuple[object, str, str, str | None]) -> dict[Any, Any]:
    return {(str(row), column): Typed(value, *was) for row, column, value, *was in typed}


def test_a_pasted_block_changes_its_cells_in_one_act(
    company: Company, case: Collaboration, task: Task
) -> None:
    second = sound(company, case)
    entries = Entry.objects.count()
    pasted = cells(
        (task.pk, "name", "需求访谈"), (task.pk, "dates", "７月４日－７月２１日"),
        (second.pk, "responsible", "吴凡"), (second.pk, "criteria", "覆盖 120 条\n李敏签字"),
    )  # fmt: skip
    change_table(case, Block(cells=pasted), by=company.li)
    first, other = queries.table(case.pk)
    assert (first.name, first.text("dates")) == ("需求访谈", "2023-07-04 ~ 2023-07-21")
    assert (other.text("responsible"), other.criteria) == ("吴凡", ("覆盖 120 条", "李敏签字"))
    assert (first.version, other.version) == (2, 2)
    assert Entry.objects.count() == entries + 4


def test_one_wrong_cell_leaves_the_whole_block_undone(
    company: Company, case: Collaboration, task: Task
) -> None:
    before, entries = queries.table(case.pk), Entry.objects.count()
    pasted = cells(
        (task.pk, "name", "新"), (task.pk, "dates", "2月30日"), (task.pk, "buffer_days", "三")
    )
    with pytest.raises(Invalid) as wrong:
        change_table(case, Block(cells=pasted), by=company.li)
    assert set(wrong.value.errors) == {f"{task.pk} dates", f"{task.pk} buffer_days"}
    assert queries.table(case.pk) == before
    assert Entry.objects.count() == entries


@pytest.mark.check("T047")
def test_cells_somebody_else_wrote_are_named_with_both_texts(
    company: Company, case: Collaboration, task: Task
) -> None:
    typed = cells((task.pk, "name", "我的", "旧名字"), (task.pk, "buffer_days", "9", "3"))
    with pytest.raises(Stale) as late:
        change_table(case, Block(cells=typed), by=company.li)
    assert late.value.theirs == {f"{task.pk} name": "用户需求收集"}
    assert late.value.mine == {f"{task.pk} name": "我的"}
    assert queries.row(task.pk).buffer_days == 3


def test_new_rows_are_written_with_their_cells_where_they_belong(
    company: Company, case: Collaboration, task: Task
) -> None:
    last = sound(company, case)
    block = Block(
        cells=cells(
            ("n1", "name", "活动策划"), ("n1", "department", "市场部"), ("n1", "dates", "8/1-8/15"),
            ("n2", "department", "客服部"), ("n2", "effort_days", "２.５"),
        ),
        added=(NewRow("n1", str(task.pk)), NewRow("n2")),
    )  # fmt: skip
    made = change_table(case, block, by=company.li)
    rows = queries.table(case.pk)
    assert [row.id for row in rows] == [task.pk, made["n1"], last.pk, made["n2"]]
    assert (rows[1].name, rows[1].text("dates")) == ("活动策划", "2023-08-01 ~ 2023-08-15")
    assert (rows[3].name, rows[3].text("effort_days")) == ("新任务", "2.5")


def test_a_new_row_nobody_owns_is_refused_at_its_cell(
    company: Company, case: Collaboration, task: Task
) -> None:
    block = Block(cells=cells(("n1", "name", "无主")), added=(NewRow("n1"),))
    with pytest.raises(Invalid) as wrong:
        change_table(case, block, by=company.li)
    assert list(wrong.value.errors) == ["n1 department"]
    assert Task.objects.filter(collaboration=case).count() == 1


def test_rows_are_moved_taken_out_and_put_back(
    company: Company, case: Collaboration, task: Task
) -> None:
    second, third = sound(company, case), sound(company, case)
    change_table(case, Block(moved=(third.pk,), before=task.pk), by=company.li)
    assert [row.number for row in queries.table(case.pk)] == [3, 1, 2]
    change_table(case, Block(removed=(task.pk, second.pk)), by=company.li)
    assert [row.number for row in queries.table(case.pk)] == [3]
    change_table(case, Block(restored=(second.pk,)), by=company.li)
    assert [row.number for row in queries.table(case.pk)] == [3, 2]


def test_many_changes_are_one_entry_that_holds_them_and_reaches_who_is_named(
    company: Company, case: Collaboration
) -> None:
    tasks = [sound(company, case) for _row in range(10)]
    entries = Entry.objects.count()
    typed = [(task.pk, column, value) for task in tasks for column, value in
             (("name", "同名"), ("responsible", "吴凡"))]  # fmt: skip
    change_table(case, Block(cells=cells(*typed)), by=company.li)
    assert Entry.objects.count() == entries + 1
    entry = Entry.objects.latest("seq")
    assert (entry.kind, entry.payload["cells"], entry.payload["rows"]) == ("plan.changed", 20, 10)
    assert {"kind": "task.renamed", "old": "用户需求收集", "new": "同名"}.items() <= entry.payload[
        "parts"
    ][0].items()
    assert company.wu.pk in listeners(entry)
    assert verify_chain() == []


@pytest.mark.check("T035")
def test_signed_columns_and_the_rows_of_others_stay(
    company: Company, case: Collaboration, task: Task
) -> None:
    typed = Block(cells=cells((task.pk, "responsible", "吴凡"), (task.pk, "name", "偷偷改")))
    with pytest.raises(Refused):
        change_table(case, typed, by=company.wang)
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    with pytest.raises(NotPossibleNow):
        change_table(case, typed, by=company.li)
    with pytest.raises(NotPossibleNow):
        change_table(case, Block(removed=(task.pk,)), by=company.li)
    assert queries.row(task.pk).text("responsible") == "周婷"


def test_the_rows_of_another_collaboration_are_none_of_this_table(
    company: Company, case: Collaboration, task: Task
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(number="协-2023-0009")
    other = dividing(company)
    with pytest.raises(Invalid):
        change_table(other, Block(cells=cells((task.pk, "name", "别处"))), by=company.li)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"cells": [1]}', '{"cells": [["a", "name", 3, null]]}', '{"removed": ["x"]}',
     '{"cells": [["a", "name", "\\u0000", null]]}', "[" * 100_000],
)  # fmt: skip
def test_a_damaged_block_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_block(text)


@pytest.mark.check("T048")
@pytest.mark.django_db(transaction=True)
def test_of_ten_blocks_over_the_same_cells_exactly_one_wins(company: Company) -> None:
    case = dividing(company)
    tasks = [sound(company, case) for _row in range(3)]
    acts = [
        lambda number=number: change_table(
            case,
            Block(
                cells=cells(*((task.pk, "name", f"第{number}", "用户需求收集") for task in tasks))
            ),
            by=company.li,
        )
        for number in range(10)
    ]
    won = [outcome for outcome in at_once(acts) if not isinstance(outcome, Exception)]
    assert len(won) == 1
    assert len({row.name for row in queries.table(case.pk)}) == 1
