"""The template to fill in, the filled one coming back, and the table of what everybody handed in."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.roster.tables import read_tables
from tongzhou.submissions.models import Campaign, Question
from tongzhou.submissions.values import MOST_ROWS, Cell, of_uploaded

HEADINGS = 1
WIDTH = 22
LONGEST_SHEET = 31
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
Placed = dict[Cell, str]
"""Where a value stood in the file, as «B5»."""


def template(campaign: Campaign, questions: Sequence[Question]) -> bytes:
    """The first row is what is asked, with its note; everything below is to be filled in."""
    data = BytesIO()
    book, bold = _book(data)
    sheet = book.add_worksheet(_sheet_name(campaign.name))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(questions) - 1), WIDTH)
    for column, question in enumerate(_typed(questions)):
        sheet.write_string(0, column, question.label, bold)
        if note := _note(question):
            sheet.write_comment(0, column, note)
        if question.kind == Question.Kind.CHOICE and len("".join(question.offered)) < 240:
            choices = {"validate": "list", "source": question.offered}
            sheet.data_validation(1, column, MOST_ROWS, column, choices)
    book.close()
    return data.getvalue()


def read(questions: Sequence[Question], data: bytes) -> tuple[list[Mapping[str, str]], Placed]:
    """Texts of every filled row, and where each stood; raises `Invalid` for a file of another form."""
    if not data:
        raise Invalid(_("Choose a file first."))
    for name, rows in read_tables(data):
        columns = _columns(rows[0] if rows else [], questions)
        if not columns:
            continue
        if len(rows) - HEADINGS > MOST_ROWS:
            raise Invalid(_("At most 500 lines, please."))
        missing = [
            q.label
            for q in questions
            if q.is_required and q not in columns.values() and q in _typed(questions)
        ]
        if missing:
            raise Invalid(
                _("Sheet “%(sheet)s” lacks the columns %(columns)s.")
                % {"sheet": name, "columns": "、".join(missing)}
            )
        return _texts(rows[HEADINGS:], columns)
    raise Invalid(_("This file does not have the columns of the template."))


def at_cells(errors: Mapping[Cell, Sentence], placed: Placed) -> list[str]:
    """What is wrong, by the cell of the file."""
    return [f"{placed.get(cell, '')}: {sentence}" for cell, sentence in errors.items()]


def table(
    questions: Sequence[Question], rows: Iterable[tuple[Sequence[str], Mapping[str, str]]]
) -> bytes:
    """Who, then what each said; numbers are numbers."""
    data = BytesIO()
    book, bold = _book(data)
    sheet = book.add_worksheet(_("Handed in"))
    sheet.freeze_panes(1, 0)
    who = [_("Department"), _("Person"), _("Handed in"), _("On time")]
    sheet.set_column(0, len(who) + len(questions), WIDTH)
    for column, heading in enumerate([*who, *(question.label for question in questions)]):
        sheet.write_string(0, column, heading, bold)
    for place, (facts, values) in enumerate(rows, start=1):
        for column, text in enumerate(facts):
            sheet.write_string(place, column, text)
        for column, question in enumerate(questions, start=len(facts)):
            _write(sheet, place, column, question, values.get(str(question.key), ""))
    book.close()
    return data.getvalue()


def _write(sheet: Any, row: int, column: int, question: Question, text: str) -> None:
    if text and question.kind == Question.Kind.NUMBER:
        sheet.write_number(row, column, float(Decimal(text)))
    elif question.kind == Question.Kind.YES_NO:
        sheet.write_string(row, column, {"yes": _("Yes"), "no": _("No")}.get(text, text))
    else:
        sheet.write_string(row, column, text)


def _columns(heads: Sequence[str], questions: Sequence[Question]) -> dict[int, Question]:
    known = {_plain(question.label): question for question in _typed(questions)}
    return {place: known[_plain(head)] for place, head in enumerate(heads) if _plain(head) in known}


def _texts(
    rows: Sequence[Sequence[str]], columns: Mapping[int, Question]
) -> tuple[list[Mapping[str, str]], Placed]:
    found: list[Mapping[str, str]] = []
    placed: Placed = {}
    for number, row in enumerate(rows):
        texts = {}
        for column, question in columns.items():
            text = of_uploaded(row[column] if column < len(row) else "", question)
            texts[str(question.key)] = text
            placed[number, str(question.key)] = f"{_letters(column)}{number + HEADINGS + 1}"
        found.append(texts)
    return found, placed


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _typed(questions: Sequence[Question]) -> list[Question]:
    """A workbook carries no files: those are handed in on the page."""
    return [one for one in questions if one.kind != Question.Kind.FILE]


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("*＊").lower()


def _note(question: Question) -> str:
    parts = [question.help, _("This is needed.") if question.is_required else ""]
    return " ".join(part for part in parts if part)


def _sheet_name(name: str) -> str:
    return name.translate(FORBIDDEN)[:LONGEST_SHEET].strip() or "1"


def _book(data: BytesIO) -> tuple[Any, Any]:
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, options)
    return book, book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
