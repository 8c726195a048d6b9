"""The axis and the chain as numbers: no database."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.rows import DepartmentRef, Row, Seat, Wait
from tongzhou.plans.slack import is_exhausted, slack, used_buffer
from tongzhou.schedule.gantt.axis import ZOOMS, axis_over
from tongzhou.schedule.gantt.bars import bar

SALES = DepartmentRef(uuid4(), "销售部", 1, "/hq/sales/")
CALENDAR = WorkCalendar(
    {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}
)


def row(number: int, start: date, end: date, *waits: Row, person: Seat | None = None) -> Row:
    return Row(
        uuid4(), number, f"第{number}行", SALES, start, end,
        waits_for=tuple(Wait(one.id, one.number, "FS", 0) for one in waits),
        seats={"R": (person,)} if person else {},
    )  # fmt: skip


def day(of_july: int) -> date:
    return date(2026, 7, 1) + timedelta(days=of_july - 1)


def test_holidays_and_worked_weekends_are_told_apart_from_weekends() -> None:
    axis = axis_over(date(2026, 9, 28), date(2026, 10, 16), ZOOMS["day"])
    shades = axis.shades(CALENDAR)
    assert set(shades) == {"off", "holiday", "makeup"}
    assert shades["holiday"].count("M") == 1
    assert shades["makeup"] == f"M{axis.at(date(2026, 10, 10)):g} 0h34v1h-34z"
    worked = axis.worked(CALENDAR)
    assert worked[(date(2026, 10, 10) - axis.first).days] == "1"
    assert worked[(date(2026, 10, 5) - axis.first).days] == "0"


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_short_plan_still_fills_the_card(zoom: str) -> None:
    axis = axis_over(day(1), day(2), ZOOMS[zoom])
    assert axis.width >= 690
    assert axis.first <= day(1) < day(2) <= axis.last


def test_the_chain_is_what_would_make_the_whole_plan_late() -> None:
    first = row(1, day(1), day(3))
    spare = row(2, day(6), day(7), first)
    last = row(3, day(6), day(10), first)
    found = slack((first, spare, last), WorkCalendar())
    assert [step.row.number for step in found.chain] == [1, 3]
    assert found.chain[1].tie is not None
    assert found.days[spare.id] == 3
    assert found.end == day(10)


def test_the_chain_runs_through_the_hands_of_one_person() -> None:
    wang = Seat("王强", 1, SALES.id, SALES.path, uuid4())
    before = row(1, day(1), day(7), person=wang)
    after = row(2, day(8), day(10), person=wang)
    found = slack((before, after), WorkCalendar())
    assert [step.tie.person if step.tie else "" for step in found.chain] == ["", "王强"]


def test_finished_rows_are_no_longer_on_the_chain() -> None:
    done = Row(uuid4(), 1, "完成", SALES, day(1), day(10), percent=100)
    assert slack((done,), WorkCalendar()).chain == ()


def test_a_buffer_is_used_up_by_working_days_only() -> None:
    late = row(1, day(1), day(3))
    assert used_buffer(late, WorkCalendar(), day(6)) == 1
    assert not is_exhausted(late, WorkCalendar(), day(8))
    assert is_exhausted(late, WorkCalendar(), day(9))


def test_a_row_of_one_day_without_effort_is_a_milestone() -> None:
    axis = axis_over(day(1), day(20), ZOOMS["week"])
    point = Row(uuid4(), 1, "上线", SALES, day(9), day(9), effort_days=Decimal(0))
    drawn = bar(point, axis, WorkCalendar(), today=day(1))
    assert drawn is not None
    assert drawn.is_milestone
