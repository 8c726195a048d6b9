"""A table as a workbook, CSV or JSON; text stays text, whatever it begins with."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from json import dumps

from tongzhou.insight.tables import Cell, Named, Table
from tongzhou.plans.exchange.delimited_writing import harmless

LONGEST_SHEET = 31


def said(table: Table) -> dict[str, object]:
    """`key` beside `name`: what other programs know a department, person or collaboration by."""
    return {
        "table": table.key, "title": str(table.title),
        "headings": [str(one) for one in table.headings],
        "rows": [[_said(cell) for cell in row] for row in table.rows],
    }  # fmt: skip


def as_json(table: Table) -> bytes:
    return dumps(said(table), ensure_ascii=False, indent=1).encode()


def as_csv(table: Table) -> bytes:
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([str(one) for one in table.headings])
    for row in table.rows:
        writer.writerow([_plain(cell) if isinstance(cell, (int, float)) else harmless(str(_plain(cell)))
                         for cell in row])  # fmt: skip
    return target.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    import xlsxwriter

    data = BytesIO()
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
    sheet = book.add_worksheet(table.key[:LONGEST_SHEET])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.headings) - 1, 24)
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, str(heading), bold)
    for place, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            plain = _plain(cell)
            if isinstance(plain, (int, float)):
                sheet.write_number(place, column, plain)
            else:
                sheet.write_string(place, column, plain)
    book.close()
    return data.getvalue()


FORMS: dict[str, tuple[Callable[[Table], bytes], str]] = {
    "json": (as_json, "application/json"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _said(cell: Cell) -> object:
    return {"key": cell.key, "name": cell.name} if isinstance(cell, Named) else cell


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return cell if isinstance(cell, (int, float)) else str(cell)
