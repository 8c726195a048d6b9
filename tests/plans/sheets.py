"""Small messy workbooks for the reader of foreign plans."""

from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook


def xlsx(*sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    """Each list of rows is a sheet; `merged` areas of the first keep the value of their corner."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for number, rows in enumerate(sheets):
        page = book.add_worksheet(f"Sheet{number + 1}")
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(place, column, value)
                elif isinstance(value, str):
                    page.write_string(place, column, value)
                elif value is not None:
                    page.write(place, column, value)
        for area in merged if number == 0 else ():
            corner = _corner(rows, area)
            page.merge_range(area, corner)
    book.close()
    return target.getvalue()


def _corner(rows: list[list[Any]], area: str) -> Any:
    first = area.split(":")[0]
    return rows[int(first[1:]) - 1][ord(first[0]) - 65]
