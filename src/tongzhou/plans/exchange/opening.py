"""Tells by its content what a file is, and refuses with the way out what cannot be read."""

import json
import resource
import subprocess
import sys
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.core.verdicts import Invalid
from tongzhou.core.workbook_guard import COMPRESSED, MB, not_a_workbook, require_harmless
from tongzhou.plans.exchange.delimited import decoded, read_delimited
from tongzhou.plans.exchange.grids import Grid

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS, MEMORY = 5, 400 * MB
"""What the reading of an old workbook may cost; its container cannot be judged beforehand."""


def kind_of(data: bytes) -> str:
    """xlsx, xls, project, calendar or text; raises `Invalid` for all others."""
    if not data.strip():
        raise Invalid(_("The file is empty."))
    if len(data) > COMPRESSED:
        raise Invalid(_("The file is larger than %(most)s MB.") % {"most": COMPRESSED // MB})
    if data[:2] == b"PK":
        return _zipped(data)
    if data[:8] == OLD_OFFICE:
        return _old_office(data)
    return _worded(data)


def _zipped(data: bytes) -> str:
    if b"word/document.xml" in data:
        raise Invalid(_("This is a Word document. Copy its table into Excel and save it as .xlsx."))
    if b"ppt/presentation.xml" in data:
        raise Invalid(_("These are slides. Copy the table into Excel and save it as .xlsx."))
    if b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]:
        raise Invalid(_("This is an OpenDocument table (.ods). Please save it as .xlsx or CSV."))
    if b"xl/workbook.bin" in data:
        raise Invalid(_("This is a binary workbook (.xlsb). Please save it as .xlsx."))
    if b"xl/workbook.xml" not in data:
        raise Invalid(
            _("This is an archive, not a table. Please unpack it and choose the file inside.")
        )
    return "xlsx"


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked()
    if "Workbook".encode("utf-16-le") in data or "Book\0".encode("utf-16-le") in data:
        return "xls"
    if "WordDocument".encode("utf-16-le") in data:
        raise Invalid(_("This is a Word document. Copy its table into Excel and save it as .xlsx."))
    raise Invalid(
        _(
            "Microsoft Project files (.mpp) are not read. In Project choose “Save as → XML” and drop that file."
        )
    )


def _worded(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    head = start[:400]
    if head.startswith(b"ERMHDR"):
        raise Invalid(
            _(
                "Primavera files (.xer) are not read. In Primavera export Microsoft Project XML and drop that file."
            )
        )
    if head.startswith((b"MPX,", b"MPX;", b"MPX\t")):
        raise Invalid(
            _(
                "The old exchange form of Microsoft Project (.mpx) is not read. Save as XML (MSPDI) and drop that file."
            )
        )
    if b"<!DOCTYPE html" in head or b"<html" in head.lower():
        raise Invalid(
            _("This is a web page with the name of a table. Open it in Excel and save it as .xlsx.")
        )
    if head.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<" in data[:6]:
        return _xml(head.replace(b"\0", b""))
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        raise Invalid(
            _(
                "This is no table. Excel (.xlsx, .xls), CSV, Microsoft Project XML and iCalendar are read."
            )
        )
    if head.startswith((b"{", b"[")):
        raise Invalid(_("This is JSON. Please export a table as .xlsx or CSV."))
    text = decoded(data[: 4 * MB])
    return "calendar" if _is_calendar(text) else "text"


def _is_calendar(text: str) -> bool:
    first = [
        line.strip().upper() for line in text.lstrip("\ufeff").split("\n", 20)[:20] if line.strip()
    ]
    return bool(first) and first[0] in ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VTODO")


def _xml(head: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Invalid(_("This is an old XML table of Excel. Please save it as .xlsx."))
    if b"mrproject" in head or b"<project " in head:
        raise Invalid(
            _(
                "Planner files (.planner) are not read. Export Microsoft Project XML or CSV and drop that file."
            )
        )
    return "project"


def workbook(data: bytes, kind: str) -> list[Grid]:
    """Every sheet with its merged areas."""
    if kind == "xls":
        return _apart(data)
    require_harmless(data)
    return grids(data)


def grids(data: bytes) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            Grid(one.name, one.to_python(skip_empty_area=False), one.merged_cell_ranges or ())
            for one in sheets
        ]
    except (CalamineError, OSError, ValueError) as error:
        if "assword" in str(error):
            raise locked() from None
        raise not_a_workbook() from None


def csv_grids(data: bytes) -> list[Grid]:
    return [read_delimited(data)]


def locked() -> Invalid:
    return Invalid(_("The workbook is protected with a password. Please save it without one."))


def _apart(data: bytes) -> list[Grid]:
    """An old workbook is read in a process of its own that may use little time and memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "tongzhou.plans.exchange.old_workbooks"],
            input=data, capture_output=True, timeout=SECONDS, check=True, preexec_fn=_bounded,
        )  # fmt: skip
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise not_a_workbook() from None
    if told.get("locked"):
        raise locked()
    return [
        Grid(name, _dated(rows), [((a, b), (c, d)) for (a, b), (c, d) in merged])
        for name, rows, merged in told["sheets"]
    ]


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _dated(rows: list[list[Any]]) -> list[list[Any]]:
    from datetime import datetime

    return [
        [datetime.fromisoformat(one["day"]) if isinstance(one, dict) else one for one in row]
        for row in rows
    ]
