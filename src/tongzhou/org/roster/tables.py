"""Rows of text out of a workbook or a CSV file, whatever program wrote it."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.core.verdicts import Invalid
from tongzhou.core.workbook_guard import COMPRESSED, MB, not_a_workbook, require_harmless

Rows = list[list[str]]
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10_100, 60, 1000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BYTE_ORDERS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t，"


def read_tables(data: bytes) -> list[tuple[str, Rows]]:
    """Each sheet's name with its rows; a CSV file is one sheet called CSV."""
    if data[:4] == OLD_EXCEL:
        raise Invalid(_("Please save the old Excel file (.xls) as .xlsx or CSV."))
    if data[:2] == b"PK":
        return _workbook(data)
    if len(data) > COMPRESSED:
        raise Invalid(_("The file is larger than %(most)s MB.") % {"most": COMPRESSED // MB})
    return [("CSV", _csv(_text(data)))]


def _workbook(data: bytes) -> list[tuple[str, Rows]]:
    require_harmless(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        read = [(name, sheet.to_python(skip_empty_area=False)) for name, sheet in sheets]
    except (CalamineError, OSError, ValueError):
        raise not_a_workbook() from None
    return [
        (name, _bounded([[_written(cell) for cell in row] for row in rows])) for name, rows in read
    ]


def _text(data: bytes) -> str:
    """UTF-8 and UTF-16 by their marks, else UTF-8, else what Chinese Excel writes (GB 18030)."""
    if b"\0" in data[:4096] and data[:2] not in BYTE_ORDERS:
        raise _unreadable()
    marked = [name for mark, name in BYTE_ORDERS.items() if data.startswith(mark)]
    for encoding in (*marked, "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _csv(text: str) -> Rows:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return _bounded([*csv.reader(StringIO(text, newline=""), delimiter=delimiter)])
    except csv.Error:
        raise _unreadable() from None


def _bounded(rows: Rows) -> Rows:
    if len(rows) > MOST_ROWS:
        raise Invalid(_("At most 10,000 people at a time. Please split the file."))
    return [[cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows]


def _written(value: Any) -> str:
    """A telephone number kept as a number is not 1.38e10."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _unreadable() -> Invalid:
    return Invalid(
        _("The text of this file cannot be read. Please save it as .xlsx or as CSV in UTF-8.")
    )
