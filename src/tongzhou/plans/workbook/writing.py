"""The three sheets as a workbook an office would keep; what was typed stays text."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.own_fields import FieldColumn
from tongzhou.plans.queries.fields import own_table
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import LIST, Row
from tongzhou.plans.workbook.lines import NOTHING, STATES, day, progress_line, task_line
from tongzhou.plans.workbook.sheets import MARK, PROGRESS, REQUEST, TASKS, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD = 1
"""The row of the headings, below the title."""
LISTS = "选项"
WIDTHS = {
    "字段": 20, "填写内容": 80, "任务名称": 28, "负责部门": 12, "负责人": 14, "起止时间": 28, "交付成果": 26,
    "配合部门": 16, "验收标准": 30, "审批人": 10, "缓冲天数": 9, "编号": 6, "前置任务": 10, "人天": 7,
    "咨询人": 12, "知会": 12, "行标识": 38, "当前状态": 10, "完成百分比": 11, "风险提示": 30, "更新时间": 16,
}  # fmt: skip
OWN_WIDTH = 16
LONGEST_LIST = 255
LANDSCAPE_A4 = 9
Line = Sequence[str]


def write_workbook(collaboration: Collaboration) -> bytes:
    """协作需求表, 任务分工表, 进度跟踪表 as `reading` reads them.

    The writer is loaded with the first export: the first page does not wait for it.
    """
    from xlsxwriter import Workbook

    own = own_table(collaboration.pk)
    rows = own.filled(table(collaboration.pk))
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False,
                             "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"title": collaboration.name, "subject": collaboration.number})
    styles = _styles(book)
    _sheet(book, REQUEST, list(_request(collaboration)), styles)
    wide = Sheet(TASKS.name, (*TASKS.columns, *(one.name for one in own.columns)))
    lines = [(*task_line(row), *(row.text(one.key) for one in own.columns)) for row in rows]
    tasks = _sheet(book, wide, lines, styles)
    mark = TASKS.columns.index(MARK)
    tasks.set_column(mark, mark, WIDTHS[MARK], None, {"hidden": True})
    progress = _sheet(book, PROGRESS, [progress_line(row) for row in rows], styles)
    _offer(book, tasks, progress, collaboration, rows)
    _offer_words(tasks, own.columns, len(rows))
    book.close()
    return target.getvalue()


def _styles(book: "Workbook") -> dict[str, Any]:
    framed = {"border": 1, "border_color": "#C9D3DC", "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"}),
        "head": book.add_format(
            framed | {"bold": True, "bg_color": "#DCE8F2", "valign": "vcenter", "text_wrap": True}
        ),
        "cell": book.add_format(framed | {"text_wrap": True, "quote_prefix": True}),
    }


def _sheet(
    book: "Workbook", sheet: Sheet, lines: Sequence[Line], styles: dict[str, Any]
) -> "Worksheet":
    page = book.add_worksheet(sheet.name)
    page.set_row(0, 26)
    page.write_string(0, 0, sheet.name, styles["title"])
    for column, title in enumerate(sheet.columns):
        page.write_string(HEAD, column, title, styles["head"])
        page.set_column(column, column, WIDTHS.get(title, OWN_WIDTH))
    for place, line in enumerate(lines, start=HEAD + 1):
        for column, text in enumerate(line):
            page.write_string(place, column, text, styles["cell"])
    page.freeze_panes(HEAD + 1, 1)
    last = max(HEAD + len(lines), HEAD + 1)
    if len(sheet.columns) > len(REQUEST.columns):
        page.autofilter(HEAD, 0, last, len(sheet.columns) - 1)
    _on_paper(page, last, len(sheet.columns) - 1)
    return page


def _on_paper(page: "Worksheet", last_row: int, last_column: int) -> None:
    """A4 across, as wide as the page, the headings on every sheet, numbered."""
    page.set_landscape()
    page.set_paper(LANDSCAPE_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
    page.print_area(0, 0, last_row, last_column)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&L&A&R&P / &N")


def _offer(
    book: "Workbook",
    tasks: "Worksheet",
    progress: "Worksheet",
    case: Collaboration,
    rows: list[Row],
) -> None:
    """Drop-downs for departments, people and states, with what the collaboration knows.

    A cell may still hold several names or somebody new: the list helps and forbids nothing.
    """
    parties = case.parties.values_list("department__name", flat=True)
    departments = dict.fromkeys([*parties, *(row.department.name for row in rows)])
    people = dict.fromkeys(
        seat.name for row in rows for seat in (*row.responsible, *row.accountable)
    )
    lists = book.add_worksheet(LISTS)
    lists.hide()
    for column, names in enumerate((departments, people)):
        for place, name in enumerate(names):
            lists.write_string(place, column, name)
    last = HEAD + max(len(rows), 1) + 200

    def offer(page: "Worksheet", sheet: Sheet, title: str, source: Any) -> None:
        column = sheet.columns.index(title)
        rule = {"validate": "list", "source": source, "show_error": False}
        page.data_validation(HEAD + 1, column, last, column, rule)

    columns = {"负责部门": "A", "配合部门": "A", "负责人": "B", "审批人": "B"}
    for title, letter in columns.items():
        names = departments if letter == "A" else people
        if names:
            offer(tasks, TASKS, title, f"={LISTS}!${letter}$1:${letter}${len(names)}")
    offer(progress, PROGRESS, "当前状态", list(STATES))


def _offer_words(tasks: "Worksheet", own: Sequence[FieldColumn], rows: int) -> None:
    """The words of a choice as a drop-down, as far as the format has room for them."""
    for column, one in enumerate(own, start=len(TASKS.columns)):
        if one.options and len(",".join(one.options)) <= LONGEST_LIST:
            rule = {"validate": "list", "source": list(one.options), "show_error": False}
            tasks.data_validation(HEAD + 1, column, HEAD + max(rows, 1) + 200, column, rule)


def _request(case: Collaboration) -> Iterable[Line]:
    parties = case.parties.filter(is_initiator=False).values_list("department__name", flat=True)
    milestones = case.milestones.values_list("name", "on")
    needs = (case.people_needed, case.budget_needed, case.data_needed)
    joined: Callable[[Iterable[str]], str] = "；".join
    return (
        ("需求名称", case.name),
        ("发起部门", case.department.name),
        ("协作部门", LIST.join(parties)),
        ("需求背景", case.background),
        ("核心目标", case.goal),
        ("期望完成时间", day(case.wanted_date)),
        ("关键资源需求", joined(text for text in needs if text)),
        ("里程碑", joined(f"{day(on)} {name}".strip() for name, on in milestones) or NOTHING),
        ("负责人（发起部门）", case.person_in_charge.name),
        ("备注", case.notes),
    )
