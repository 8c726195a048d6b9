"""Reads the three sheets as people fill them; every complaint names its sheet and cell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.core.workbook_guard import not_a_workbook, require_harmless
from tongzhou.plans.cells import plain
from tongzhou.plans.exchange.grids import written
from tongzhou.plans.workbook import columns
from tongzhou.plans.workbook.contents import (
    CellError,
    Contents,
    ProgressLine,
    Request,
    TaskLine,
)
from tongzhou.plans.workbook.reader import Reader, address, is_filled, lines_of
from tongzhou.plans.workbook.sheets import MARK, PROGRESS, REQUEST, REQUIRED_TASKS, TASKS, Sheet

T = TypeVar("T")
MOST_TASKS = 10_000
COLUMN_OF = {
    "任务名称": "name", "负责部门": "department", "负责人": "responsible", "起止时间": "dates",
    "交付成果": "deliverable", "配合部门": "supports", "验收标准": "criteria", "审批人": "accountable",
    "缓冲天数": "buffer_days", "前置任务": "waits_for", "人天": "effort_days", "咨询人": "consulted",
    "知会": "informed",
}  # fmt: skip
"""The columns of our table by the titles of the sheet."""


def read_workbook(data: bytes) -> Contents:
    """Raises `Invalid` when this is no workbook; everything else is an error at a cell."""
    require_harmless(data)
    return read_book(data)


def read_book(data: bytes, own: Mapping[str, str] | None = None) -> Contents:
    """Of a file that was found harmless; `own` has the keys of own columns by their headings."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        readers, missing = _readers(book)
    except (CalamineError, OSError, ValueError):
        raise not_a_workbook() from None
    if missing:
        return Contents(Request(), (), (), tuple(missing))
    request_sheet, tasks_sheet, progress_sheet = readers
    request = _request(request_sheet)
    year = request.wanted_date.year if request.wanted_date else None
    tasks = tuple(_tasks(tasks_sheet, year, own or {}))
    known = {name for task in tasks for name in (task.key, task.name) if name}
    progress = tuple(_progress(progress_sheet, year, known))
    return Contents(
        request,
        tasks,
        progress,
        errors=tuple(error for reader in readers for error in reader.errors),
        ignored=tuple(name for reader in readers for name in reader.ignored),
        hints=tuple(hint for reader in readers for hint in reader.hints),
    )


def _readers(book: CalamineWorkbook) -> tuple[list[Reader], list[CellError]]:
    readers, missing = [], []
    for sheet in (REQUEST, TASKS, PROGRESS):
        found = next((name for name in book.sheet_names if plain(name) == sheet.name), None)
        if found is None:
            sentence = _("This sheet is missing. The workbook has: %(sheets)s.") % {
                "sheets": "、".join(book.sheet_names[:20])
            }
            missing.append(CellError(sheet.name, "", sentence))
        else:
            rows = book.get_sheet_by_name(found).to_python(skip_empty_area=False)
            readers.append(Reader(sheet.name, rows))
    return readers, missing


def _request(reader: Reader) -> Request:
    found: dict[str, Any] = {}
    cells: dict[str, str] = {}
    for place, row in enumerate(reader.rows):
        filled = [(column, value) for column, value in enumerate(row) if is_filled(value)]
        key = columns.REQUEST.get(columns.heading(filled[0][1])) if filled else None
        if key is None:
            continue
        if key in found:
            reader.wrong(address(place, filled[0][0]), _("This field stands here twice."))
        cells[key] = address(place, filled[1][0] if len(filled) > 1 else filled[0][0] + 1)
        found[key] = filled[1][1] if len(filled) > 1 else ""
    for key, label in columns.REQUIRED_REQUEST.items():
        if not is_filled(found.get(key)):
            sentence = _("“%(field)s” is missing.") % {"field": label}
            reader.wrong(cells.get(key, ""), sentence)
    return _request_of(reader, found, cells)


def _request_of(reader: Reader, found: dict[str, Any], cells: dict[str, str]) -> Request:
    def take(key: str, read: Callable[[Any], T], default: T) -> T:
        value = found.get(key)
        return (
            reader.take(cells.get(key, ""), read, value, default) if is_filled(value) else default
        )

    def last(value: Any) -> date:
        """«2026年9月底» is wanted by its last day."""
        day = reader.period(cells.get("wanted_date", ""), columns.day, year=None)(value)
        return day[1] if isinstance(day, tuple) else day

    needs = columns.needs(take("needs", columns.text, ""))
    wanted = take("wanted_date", last, None)
    return Request(
        name=take("name", columns.name, ""),
        initiator=take("initiator", columns.line, ""),
        partners=take("partners", columns.names, ()),
        background=take("background", columns.text, ""),
        goal=take("goal", columns.text, ""),
        wanted_date=wanted,
        milestones=take("milestones", columns.milestones(wanted.year if wanted else None), ()),
        in_charge=take("in_charge", columns.line, ""),
        notes=take("notes", columns.text, ""),
        cells=cells,
        **needs,
    )


@dataclass
class TaskCells:
    """One row of the division table by the titles of its columns."""

    reader: Reader
    values: dict[str, Any]
    cells: dict[str, str]

    def take(self, title: str, read: Callable[[Any], T], default: T) -> T:
        value = self.values.get(title)
        return (
            self.reader.take(self.cells[title], read, value, default)
            if is_filled(value)
            else default
        )

    def require(self, *titles: str) -> None:
        for title in titles:
            if not is_filled(self.values.get(title)):
                self.reader.wrong(
                    self.cells[title], _("“%(field)s” is missing.") % {"field": title}
                )


def _tasks(reader: Reader, year: int | None, own: Mapping[str, str]) -> Iterator[TaskLine]:
    seen: dict[str, str] = {}
    lines = lines_of(reader, Sheet(TASKS.name, (*TASKS.columns, *own)), REQUIRED_TASKS)
    for count, (values, cells) in enumerate(lines, start=1):
        if count > MOST_TASKS:
            too_many = _("There are more than %(most)s rows.") % {"most": MOST_TASKS}
            reader.wrong(cells["任务名称"], too_many)
            return
        line = _with_own(_task(TaskCells(reader, values, cells), year), values, own)
        name = line.key or line.name
        if name in seen:
            sentence = _("“%(name)s” already stands in %(cell)s.")
            facts = {"name": name, "cell": seen[name]}
            reader.wrong(cells["编号" if line.key else "任务名称"], sentence % facts)
        seen.setdefault(name, cells["任务名称"])
        yield line


def _task(row: TaskCells, year: int | None) -> TaskLine:
    row.require("任务名称", "负责部门")
    nothing: tuple[date | None, date | None] = (None, None)
    read = row.reader.period(row.cells["起止时间"], columns.span(year), year=year)
    start, end = row.take("起止时间", read, nothing)
    return TaskLine(
        name=row.take("任务名称", columns.name, ""), department=row.take("负责部门", columns.line, ""),
        responsible=row.take("负责人", columns.names, ()), accountable=row.take("审批人", columns.line, ""),
        start=start, end=end, buffer_days=row.take("缓冲天数", columns.buffer, None),
        deliverable=row.take("交付成果", columns.deliverable, ""),
        supports=row.take("配合部门", columns.names, ()), criteria=row.take("验收标准", columns.criteria, ()),
        consulted=row.take("咨询人", columns.names, ()), informed=row.take("知会", columns.names, ()),
        effort_days=row.take("人天", columns.effort, None), key=row.take("编号", columns.number, ""),
        waits=row.take("前置任务", columns.waits, ()), cells=row.cells,
        mark=row.take(MARK, columns.number, ""), said=_said(row.cells),
    )  # fmt: skip


def _with_own(line: TaskLine, values: Mapping[str, Any], own: Mapping[str, str]) -> TaskLine:
    if not own:
        return line
    said = tuple((key, written(values[title])) for title, key in own.items() if title in values)
    places = {key: line.cells[title] for title, key in own.items()}
    return replace(line, own=said, cells={**line.cells, **places})


def _said(cells: Mapping[str, str]) -> frozenset[str]:
    return frozenset(column for title, column in COLUMN_OF.items() if cells.get(title))


def _progress(reader: Reader, year: int | None, tasks: set[str]) -> Iterator[ProgressLine]:
    seen: set[str] = set()
    for values, cells in lines_of(reader, PROGRESS, PROGRESS.columns[:3]):
        name = reader.take(cells["任务名称"], columns.name, values.get("任务名称", ""), "")
        key = columns.number(values.get("编号", "")) or name
        if key not in tasks or key in seen:
            sentence = (
                _("“%(name)s” stands here twice.")
                if key in seen
                else _("“%(name)s” is no task of the division table.")
            )
            reader.wrong(cells["任务名称"], sentence % {"name": name})
            continue
        seen.add(key)
        state = reader.take(cells["当前状态"], columns.state, values.get("当前状态", ""), "")
        percent = reader.take(
            cells["完成百分比"], columns.percent, values.get("完成百分比", ""), None
        )
        if state and percent is not None and not columns.agree(state, percent):
            sentence = _("“%(state)s” and %(percent)s%% do not fit together.")
            reader.wrong(
                cells["完成百分比"], sentence % {"state": values["当前状态"], "percent": percent}
            )
        risk, updated = values.get("风险提示", ""), values.get("更新时间", "")
        yield ProgressLine(
            name=name,
            percent=percent or 0,
            risk=reader.take(cells.get("风险提示", ""), columns.text, risk, ""),
            updated=reader.take(
                cells.get("更新时间", ""), columns.optional_day(year), updated, None
            ),
            cells=cells,
            key=key if key != name else "",
        )
