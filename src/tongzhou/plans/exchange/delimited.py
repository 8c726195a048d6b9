"""CSV as Chinese Excel, WPS, Feishu and Jira write it: any encoding, any delimiter."""

import csv
from io import StringIO
from itertools import islice

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.core.workbook_guard import CELLS
from tongzhou.plans.exchange.grids import Grid

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10_100, 256, 131_072
DELIMITERS = ",;\t|，；"
SAMPLE = 30
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(data: bytes, name: str = "CSV") -> Grid:
    text = decoded(data)
    first = text.split("\n", 1)[0].strip().lower()
    delimiter = ""
    if first.startswith("sep=") and len(first) == 5:
        delimiter, text = first[4], text.split("\n", 1)[1]
    try:
        rows = _rows(text, delimiter or _delimiter(text))
    except csv.Error:
        raise unreadable() from None
    return Grid(name, [list(row) for row in rows])


def decoded(data: bytes) -> str:
    """UTF-8 and UTF-16 by their marks, else UTF-8, else GB 18030, Big5 or Shift JIS."""
    marked = [name for mark, name in _MARKS.items() if data.startswith(mark)]
    if b"\0" in data[:4096] and not marked:
        raise unreadable()
    for encoding in (*marked, "utf-8", "gb18030", "big5", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable()


def _delimiter(text: str) -> str:
    """The sign that parts the first lines most evenly."""
    lines = [line for line in islice(StringIO(text), SAMPLE) if line.strip()]
    best, most = ",", 0.0
    for sign in DELIMITERS:
        counts = [_count(line, sign) for line in lines]
        used = [count for count in counts if count]
        even = max((used.count(count) * count for count in set(used)), default=0)
        score = even / max(len(lines), 1) - 0.01 * DELIMITERS.index(sign)
        if score > most:
            best, most = sign, score
    return best


def _count(line: str, sign: str) -> int:
    """Signs outside quotation marks."""
    return sum(part.count(sign) for part in line.split('"')[::2])


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        cells += len(row)
        if len(rows) >= MOST_ROWS or cells > CELLS:
            raise Invalid(_("At most 10,000 rows at a time. Please split the file."))
        if delimiter != "|" or not _is_ruled(row):
            rows.append([_cell(cell) for cell in row[:MOST_COLUMNS]])
    return rows


def _is_ruled(row: list[str]) -> bool:
    """The line below the headings of a table in Markdown."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(len(cell) > 2 and not cell.strip(":-") for cell in filled)


def _cell(text: str) -> str:
    """Our own exports put an apostrophe before what begins like a formula."""
    bare = text.strip()
    return bare[1:] if len(bare) > 1 and bare[0] == "'" and bare[1] in "=+-@＝＋－＠\t\r|" else bare


def unreadable() -> Invalid:
    return Invalid(
        _("The text of this file cannot be read. Please save it as .xlsx or as CSV in UTF-8.")
    )
