"""Chosen lines of the list of collaborations as a workbook; text stays text, whatever it begins with."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongzhou.collaborations.queries.listing import Row

WIDTHS = (14, 32, 14, 28, 12, 24, 12)


def as_workbook(rows: Iterable[Row]) -> bytes:
    import xlsxwriter

    data = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, plain)
    sheet = book.add_worksheet(_("Collaborations"))
    bold = book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(_texts(row)):
            sheet.write_string(place, column, text)
        if row.wanted_date:
            sheet.write_datetime(place, len(WIDTHS) - 1, row.wanted_date, day)
    book.close()
    return data.getvalue()


def _headings() -> list[str]:
    return [
        pgettext("row", "Number"), _("Collaboration"), _("Initiator"), _("Partners"), _("State"), _("Whose move"),
        _("Wanted by"),
    ]  # fmt: skip


def _texts(row: Row) -> list[str]:
    partners = "、".join(name for name, _hue in row.partners)
    move = f"{row.ball.department} {row.ball.person}".strip() if row.ball else ""
    return [row.number, row.name, row.initiator[0], partners, str(row.state_label), move]
