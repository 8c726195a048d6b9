"""One sheet of a workbook being read: its headings, its rows, and what was found in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.plans.exchange.periods import Period, read_period, taken_as
from tongzhou.plans.workbook import columns
from tongzhou.plans.workbook.contents import CellError
from tongzhou.plans.workbook.sheets import Sheet

T = TypeVar("T")
Reading = Callable[[Any], T | Period]
Rows = list[list[Any]]
TITLE_ROWS = 10
"""The headings stand in one of the first rows, below a title or not."""


@dataclass
class Reader:
    """One sheet being read: its rows and what was found wrong in it."""

    sheet: str
    rows: Rows
    errors: list[CellError] = field(default_factory=list)
    hints: list[CellError] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def wrong(self, cell: str, sentence: Sentence) -> None:
        self.errors.append(CellError(self.sheet, cell, sentence))

    def take(self, cell: str, read: Callable[[Any], T], value: Any, default: T) -> T:
        """The value as `read` understands it; otherwise the complaint is kept at the cell."""
        try:
            return read(value)
        except Invalid as error:
            self.wrong(cell, error.sentence)
            return default

    def period(self, cell: str, read: Callable[[Any], T], *, year: int | None) -> Reading[T]:
        """Reads days, and a stretch of time such as «7月上旬» as its days, said as a guess."""

        def tolerant(value: Any) -> T | Period:
            try:
                return read(value)
            except Invalid:
                if (found := read_period(value, year=year)) is None:
                    raise
                self.hints.append(taken_as(self.sheet, cell, value, found))
                return found

        return tolerant


def lines_of(
    reader: Reader, sheet: Sheet, required: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The rows below the headings, by the titles of their columns."""
    found = _headings(reader, sheet)
    if found is None:
        titles = "、".join(required)
        reader.wrong("", _("The row of headings is missing: %(titles)s.") % {"titles": titles})
        return
    at, places = found
    missing = [title for title in required if title not in places]
    for title in missing:
        reader.wrong(address(at, 0), _("The column “%(title)s” is missing.") % {"title": title})
    for place, row in enumerate(reader.rows[at + 1 :], start=at + 1):
        if not missing and any(is_filled(row[column]) for column in places.values()):
            cells = {title: address(place, column) for title, column in places.items()}
            yield {title: row[column] for title, column in places.items()}, _complete(cells, sheet)


def _complete(cells: dict[str, str], sheet: Sheet) -> dict[str, str]:
    return {**dict.fromkeys(sheet.columns, ""), **cells}


def _headings(reader: Reader, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for place, row in enumerate(reader.rows[:TITLE_ROWS]):
        titles = [columns.heading(value) for value in row]
        if sheet.columns[0] in titles and len([title for title in titles if title]) > 1:
            known = {title: titles.index(title) for title in sheet.columns if title in titles}
            reader.ignored += [title for title in titles if title and title not in sheet.columns]
            return place, known
    return None


def address(row: int, column: int) -> str:
    """«B4» for the second cell of the fourth row."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def is_filled(value: object) -> bool:
    if isinstance(value, date | datetime):
        return True
    return value is not None and str(value).strip() != ""
