"""The division table as CSV that Excel and WPS open rightly, and that nothing in it can command."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from tongzhou.plans.own_fields import FieldColumn
from tongzhou.plans.rows import Row
from tongzhou.plans.workbook.lines import progress_line, task_line
from tongzhou.plans.workbook.sheets import PROGRESS, TASKS

COMMANDS = tuple("=+-@＝＋－＠|\t\r\n")
"""A cell that begins so, after spaces or not, would be a formula in some program."""
ENCODINGS = {"utf-8": "utf-8-sig", "gbk": "gb18030"}
_PROGRESS = PROGRESS.columns[1:5]


def write_csv(
    rows: Iterable[Row], encoding: str = "utf-8", own: Sequence[FieldColumn] = ()
) -> bytes:
    """One table of rows, their progress and own columns; `encoding` is a key of `ENCODINGS`."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow((*TASKS.columns, *_PROGRESS, *(one.name for one in own)))
    for row in rows:
        said = (row.text(one.key) for one in own)
        writer.writerow(map(harmless, (*task_line(row), *progress_line(row)[1:5], *said)))
    return target.getvalue().encode(ENCODINGS[encoding])


def harmless(text: str) -> str:
    """Text stays text: an apostrophe goes before what begins like a formula."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(COMMANDS) else text
