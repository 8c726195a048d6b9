"""The words of the house as a workbook, and such a table on its way in."""

from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from tongzhou.core.han import folded
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Department
from tongzhou.org.roster.reading import address
from tongzhou.org.roster.tables import Rows, read_tables
from tongzhou.terms.actions import Said
from tongzhou.terms.forms import split
from tongzhou.terms.language import Language

TITLES: dict[str, tuple[str, ...]] = {
    "name": ("术语", "術語", "term", "word"),
    "department": ("部门", "部門", "department"),
    "text": ("含义", "含義", "定义", "定義", "meaning", "definition"),
    "example": ("例子", "举例", "舉例", "example"),
    "unlike": ("不是指", "不包括", "does not mean", "not"),
    "spellings": ("其他写法", "其他寫法", "别名", "別名", "also written as", "aliases"),
}
"""By field; the first title is the one the workbook carries."""
NEEDED = ("name", "department", "text")
WIDTHS = (18, 18, 60, 36, 36, 24)
MOST_ERRORS = 50


class Taken(NamedTuple):
    name: str
    department: Department
    said: Said


@dataclass(frozen=True, slots=True)
class Wrong:
    where: str
    sentence: Sentence


def written(said: Language) -> bytes:
    import xlsxwriter

    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, options)
    bold = book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(TITLES["name"][0])
    sheet.freeze_panes(1, 1)
    for column, (titles, width) in enumerate(zip(TITLES.values(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, titles[0], bold)
    for row, cells in enumerate(_cells(said), start=1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    book.close()
    return data.getvalue()


def read(data: bytes) -> tuple[list[Taken], list[Wrong]]:
    """Raises `Invalid` when this is no table of terms; everything else is an error at a cell."""
    for name, rows in read_tables(data):
        columns = _columns(rows)
        if columns:
            return _lines(name, rows[1:], columns)
    raise Invalid(_("No row of headings was found: 术语, 部门 and 含义 are needed."))


def _cells(said: Language) -> list[tuple[str, ...]]:
    return sorted(
        (
            said.names[term], one.department_name, one.text, one.example, one.unlike,
            "、".join(said.others.get(term, ())),
        )
        for term, ones in said.meanings.items() for one in ones
    )  # fmt: skip


def _columns(rows: Rows) -> dict[str, int]:
    by_title = {title: key for key, titles in TITLES.items() for title in titles}
    heading = [folded(cell).strip() for cell in rows[0]] if rows else []
    known = {folded(title): key for title, key in by_title.items()}
    found = {known[cell]: at for at, cell in enumerate(heading) if cell in known}
    return found if set(NEEDED) <= set(found) else {}


def _lines(sheet: str, rows: Rows, columns: dict[str, int]) -> tuple[list[Taken], list[Wrong]]:
    called: dict[str, list[Department]] = {}
    for one in Department.objects.living():
        called.setdefault(folded(one.name), []).append(one)
    taken, wrong = [], []
    for number, row in enumerate(rows, start=1):
        cells = {key: row[at] if at < len(row) else "" for key, at in columns.items()}
        if not any(cells.values()):
            continue
        trouble = _trouble(cells, called)
        for key, sentence in trouble:
            wrong.append(Wrong(f"{sheet}!{address(number, columns[key])}", sentence))
        if not trouble:
            taken.append(_taken(cells, called))
    return taken, wrong[:MOST_ERRORS]


def _trouble(
    cells: dict[str, str], called: dict[str, list[Department]]
) -> list[tuple[str, Sentence]]:
    found: list[tuple[str, Sentence]] = [
        (key, _("Please fill this in.")) for key in NEEDED if not cells[key]
    ]
    named = called.get(folded(cells["department"]), [])
    if cells["department"] and len(named) != 1:
        told = {"name": cells["department"]}
        sentence = (
            _("Several departments are called %(name)s.") if named
            else _("There is no department called %(name)s.")
        )  # fmt: skip
        found.append(("department", sentence % told))
    return found


def _taken(cells: dict[str, str], called: dict[str, list[Department]]) -> Taken:
    said = Said(
        text=cells["text"], example=cells.get("example", ""), unlike=cells.get("unlike", ""),
        spellings=split(cells.get("spellings", "")),
    )  # fmt: skip
    return Taken(cells["name"], called[folded(cells["department"])][0], said)
