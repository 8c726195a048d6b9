"""Many people at one table at the same moment; on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.company import Company
from tests.plans.conftest import dividing, sound
from tongzhou.collaborations.actions import cases
from tongzhou.core.verdicts import NotPossibleNow, Stale
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.plans import queries
from tongzhou.plans.actions import change_table, edit_cell, set_role
from tongzhou.plans.blocks import Block
from tongzhou.plans.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each returned or raised."""

    def one(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (Stale, NotPossibleNow) as ended:
            return ended
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(one, acts))


@pytest.mark.check("T048")
def test_of_fifty_people_writing_one_cell_exactly_one_wins(company: Company) -> None:
    task = sound(company, dividing(company))
    entries = Entry.objects.count()
    outcomes = at_once(
        [
            lambda number=number: edit_cell(
                task, field="name", value=f"第 {number} 个名字", was="用户需求收集", by=company.li
            )
            for number in range(50)
        ]
    )
    won = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert len(won) == 1
    assert all(isinstance(late, Stale) for late in outcomes if late not in won)
    row = queries.row(task.pk)
    assert (row.name, row.version) == (won[0].name, 2)
    assert Entry.objects.count() == entries + 1
    assert verify_chain() == []


@pytest.mark.check("T048")
def test_ten_people_writing_different_cells_all_win(company: Company) -> None:
    task = sound(company, dividing(company))
    typed = {
        "name": "新", "buffer_days": "5", "deliverable": "《新》", "criteria": "120 条",
        "effort_days": "3", "dates": "7月4日-7月21日", "supports": "客服部", "consulted": "黄蕾",
        "responsible": "吴凡", "accountable": "周婷",
    }  # fmt: skip
    before = queries.row(task.pk)
    outcomes = at_once(
        [
            lambda column=column: edit_cell(
                task, field=column, value=typed[column], was=before.text(column), by=company.li
            )
            for column in typed
        ]
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert queries.row(task.pk).version == 1 + len(typed)


@pytest.mark.check("T058")
def test_two_people_naming_the_accountable_leave_exactly_one(company: Company) -> None:
    task = sound(company, dividing(company))
    people = [company.zhou, company.wu, company.zhao] * 4
    at_once(
        [
            lambda person=person: set_role(task, letter="A", people=[person.pk], by=company.li)
            for person in people
        ]
    )
    assert len(queries.row(task.pk).accountable) == 1


@pytest.mark.check("T053")
def test_no_edit_slips_in_behind_circulation(company: Company) -> None:
    """Whatever the order, what is frozen is what stands, and nothing changes after it."""
    case = dividing(company)
    task = sound(company, case)
    frozen: list[Any] = []

    def circulate() -> None:
        moved = cases.move(case, "circulate", by=company.li)
        frozen.append((moved.state, queries.signed_content(Task.objects.get(pk=task.pk))))

    edits = [
        lambda number=number: edit_cell(
            task, field="deliverable", value=f"《{number}》", was=None, by=company.zhou
        )
        for number in range(8)
    ]
    outcomes = at_once([*edits[:4], circulate, *edits[4:]])
    late = [ended for ended in outcomes if isinstance(ended, NotPossibleNow)]
    assert frozen[0] == ("signing", queries.signed_content(Task.objects.get(pk=task.pk)))
    assert queries.row(task.pk).version == 1 + len(edits) - len(late)


@pytest.mark.check("T054")
def test_however_many_move_rows_at_once_every_row_keeps_a_place_of_its_own(
    company: Company,
) -> None:
    case = dividing(company)
    rows = [sound(company, case) for _row in range(8)]
    outcomes = at_once(
        [
            lambda one=one: change_table(
                case,
                Block(moved=(rows[one % 8].pk,), before=rows[(one * 3 + 1) % 8].pk),
                by=company.li,
            )
            for one in range(100)
        ]
    )
    assert not [one for one in outcomes if isinstance(one, Exception)]
    places = Task.objects.order_by("position").values_list("position", flat=True)
    assert list(places) == list(range(1, 9))
    assert verify_chain() == []
