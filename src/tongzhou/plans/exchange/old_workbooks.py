"""Reads one .xls from its input and writes what it holds as JSON: run apart, within limits."""

import json
import sys
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

ROWS, COLUMNS = 10_100, 256


def main() -> None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        told: dict[str, Any] = {"sheets": [_sheet(book, name) for name in book.sheet_names]}
    except CalamineError as error:
        if "assword" not in str(error):
            raise
        told = {"locked": True}
    sys.stdout.write(json.dumps(told))


def _sheet(book: Any, name: str) -> list[Any]:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=ROWS)
    return [
        name,
        [[_plain(one) for one in row[:COLUMNS]] for row in rows],
        sheet.merged_cell_ranges or [],
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"day": value.isoformat()}
    if isinstance(value, date):
        return {"day": datetime.combine(value, time()).isoformat()}
    return value if isinstance(value, str | float | int | bool) else str(value)


if __name__ == "__main__":
    main()
