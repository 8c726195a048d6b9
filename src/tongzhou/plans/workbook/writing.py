"""The three sheets as a workbook: what was typed stays text, whatever it begins with."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import LIST, Row, Seat, names
from tongzhou.plans.workbook.sheets import PROGRESS, REQUEST, TASKS, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

NOTHING = "无"
WIDE = 200
"""Longer lines of a cell are wrapped, not widened."""


def write_workbook(collaboration: Collaboration) -> bytes:
    """协作需求表, 任务分工表, 进度跟踪表 as `reading` reads them.

    The writer is loaded with the first export: the first page does not wait for it.
    """
    from xlsxwriter import Workbook

    rows = table(collaboration.pk)
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False,
                             "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    head = book.add_format({"bold": True, "bg_color": "#EAF1F8", "border": 1, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True})
    _sheet(book, REQUEST, _request(collaboration), head, cell)
    _sheet(book, TASKS, map(_task, rows), head, cell)
    _sheet(book, PROGRESS, map(_progress, rows), head, cell)
    book.close()
    return target.getvalue()


def _sheet(
    book: "Workbook", sheet: Sheet, rows: Iterable[Sequence[str]], head: "Format", cell: "Format"
) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.name, book.add_format({"bold": True, "font_size": 14}))
    for column, title in enumerate(sheet.columns):
        page.write_string(1, column, title, head)
        page.set_column(column, column, 34 if len(sheet.columns) == 2 and column else 20)
    for place, row in enumerate(rows, start=2):
        for column, text in enumerate(row):
            page.write_string(place, column, text, cell)
    page.freeze_panes(2, 0)


def _request(case: Collaboration) -> Iterable[Sequence[str]]:
    parties = case.parties.filter(is_initiator=False).values_list("department__name", flat=True)
    milestones = case.milestones.values_list("name", "on")
    return (
        ("需求名称", case.name),
        ("发起部门", case.department.name),
        ("协作部门", LIST.join(parties)),
        ("需求背景", case.background),
        ("核心目标", case.goal),
        ("期望完成时间", _day(case.wanted_date)),
        ("关键资源需求", _resources(case)),
        ("里程碑", "；".join(f"{_day(on)} {name}".strip() for name, on in milestones) or NOTHING),
        ("负责人（发起部门）", case.person_in_charge.name),
        ("备注", case.notes),
    )


def _resources(case: Collaboration) -> str:
    return "；".join(
        text for text in (case.people_needed, case.budget_needed, case.data_needed) if text
    )


def _task(row: Row) -> Sequence[str]:
    return (
        row.name,
        row.department.name,
        _seats(row.responsible),
        _span(row),
        row.deliverable,
        names(row.supports) or NOTHING,
        row.text("criteria"),
        _seats(row.accountable),
        str(row.buffer_days),
    )


def _progress(row: Row) -> Sequence[str]:
    updated = row.updated_at.astimezone(clock.zone()).date() if row.updated_at else None
    return (
        row.name,
        _status(row),
        f"{row.percent}%",
        row.risk or NOTHING,
        _day(updated),
        _seats(row.responsible),
    )


def _status(row: Row) -> str:
    if row.is_done:
        return "已完成"
    if row.is_late(clock.today()):
        return "延期"
    return "进行中" if row.percent or row.state != "not_started" else "未开始"


def _seats(seats: Iterable[Seat]) -> str:
    return LIST.join(seat.title if seat.stands_in else seat.name for seat in seats)


def _span(row: Row) -> str:
    return "-".join(filter(None, (_day(row.start), _day(row.end))))


def _day(day: date | None) -> Any:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
