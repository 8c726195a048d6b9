"""The own record as a workbook, or on paper."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tongzhou.org.models import Person
from tongzhou.thanks.queries.record import HEADINGS, Contribution
from tongzhou.ui import formats
from tongzhou.ui.printing import press

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STYLE = Path(__file__).parent / "templates/thanks/print.css"
WIDTHS = (12, 14, 40, 36, 48)


def as_workbook(rows: Sequence[Contribution]) -> bytes:
    """Text stays text, whatever it begins with."""
    import xlsxwriter

    data = BytesIO()
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("My contributions"))
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, str(heading), bold)
    for place, row in enumerate(rows, start=1):
        cells = (formats.iso(row.day), row.label, row.about, row.case, row.note)
        for column, text in enumerate(cells):
            sheet.write_string(place, column, text, wrapped)
    book.close()
    return data.getvalue()


def as_pdf(rows: Sequence[Contribution], *, person: Person, year: int) -> bytes:
    """Takes a second, so never within a transaction."""
    context = {"rows": rows, "person": person, "year": year, "headings": HEADINGS}
    return press(render_to_string("thanks/print.html", context), STYLE)
